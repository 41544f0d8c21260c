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
    /// Told of each picture that is shown, on the GUI thread.
    void setFrameListener(std::function<void(const media::VideoFramePtr&)> listener) {
        m_onFrame = std::move(listener);
    }
    /// Looks at the clock: is the picture still fresh?
    void checkFreshness();

    /// The newest picture in its own size; null before the first.
    [[nodiscard]] const QImage& picture() const { return m_picture; }
    /// "STALE ...", "connecting", ...; empty while fresh pictures come.
    [[nodiscard]] QString remark() const { return m_remark; }
    [[nodiscard]] bool isWatching() const { return m_stream != nullptr; }

    [[nodiscard]] QSize sizeHint() const override { return {400, 254}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 120}; }

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
    QImage m_picture;
    QElapsedTimer m_sincePicture;
    base::Utc m_arrival{}; // of the picture
    QString m_remark;
    QString m_caption;
    QColor m_color;
    engine::Severity m_worst = engine::Severity::None;
};

} // namespace vigie::ui::inspector
