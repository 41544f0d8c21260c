// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QElapsedTimer>
#include <QImage>
#include <QWidget>

#include "core/engine/snapshot.h"
#include "ui/desk/deskcontext.h"
#include "ui/wall/tilestream.h"

namespace vigie::ui::inspector {

/// The live picture of one path with a caption below. Watches and decodes only while it is visible.
/// A picture that stands still because none came is marked as stale. GUI thread.
class PictureView final : public QWidget {
    Q_OBJECT
public:
    /// `context` must outlive it.
    explicit PictureView(desk::DeskContext& context, QWidget* parent = nullptr);
    ~PictureView() override;

    void setPath(std::optional<model::PathRef> path, bool hasPreview);
    void setCaption(const QString& caption, const QColor& color, engine::Severity worst);
    /// Told of each picture that comes, on the GUI thread; from then on it decides what is shown,
    /// by present(). Without one, each picture is shown as it comes.
    void setFrameListener(std::function<void(const media::VideoFramePtr&)> listener) {
        m_onFrame = std::move(listener);
    }
    /// Shows this picture with a note over it; null: what there is stays.
    void present(const media::VideoFramePtr& frame, const QString& note);
    /// The same with another image in the place of the path's (the difference of the twins).
    void presentImage(const QImage& image, const QString& note);
    [[nodiscard]] const media::VideoFramePtr& shownFrame() const { return m_frame; }
    [[nodiscard]] const QString& note() const { return m_note; }
    [[nodiscard]] const QString& caption() const { return m_caption; }
    /// Looks at the clock: is the picture still fresh?
    void checkFreshness();

    /// What is shown, in its own size; null before the first.
    [[nodiscard]] const QImage& picture() const { return m_picture; }
    /// "STALE ...", "connecting", ...; empty while fresh pictures come.
    [[nodiscard]] QString remark() const { return m_remark; }
    [[nodiscard]] bool isWatching() const { return m_stream != nullptr; }

    [[nodiscard]] QSize sizeHint() const override { return {400, 254}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 90}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void watch();
    void onPlace();
    void takePicture();
    void setRemark(const QString& remark);

    desk::DeskContext& m_context;
    std::optional<model::PathRef> m_path;
    bool m_hasPreview = false;
    std::unique_ptr<wall::TileStream> m_stream;
    std::function<void(const media::VideoFramePtr&)> m_onFrame;
    media::VideoFramePtr m_frame;
    QImage m_picture;
    QString m_note;
    QElapsedTimer m_sincePicture;
    base::Utc m_arrival{}; // of the newest picture
    QString m_remark;
    QString m_caption;
    QColor m_color;
    engine::Severity m_worst = engine::Severity::None;
};

} // namespace vigie::ui::inspector
