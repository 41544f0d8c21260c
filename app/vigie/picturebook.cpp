// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigie/picturebook.h"

#include <system_error>
#include <utility>

#include <QApplication>
#include <QPainter>
#include <QPixmap>

#include "ui/alarms/alarmspage.h"

namespace vigie::app {

namespace {

using ui::alarms::AlarmsPage;
using ui::shell::MainWindow;
using ui::shell::Page;
using ui::theme::Language;
using ui::theme::Variant;

/// For answers of the engine, layouts, and pictures in another size.
constexpr int settleMs = 1500;
/// For the first pictures of new watches.
constexpr int settleAnewMs = 4000;

QString code(Language language) {
    return language == Language::French ? QStringLiteral("fr") : QStringLiteral("en");
}

} // namespace

PictureBook::PictureBook(DeskWindow& window, ui::desk::DeskContext& desk,
                         std::filesystem::path folder)
    : m_window(window), m_desk(desk), m_folder(std::move(folder)), m_look(ui::theme::look()) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PictureBook::take);
}

void PictureBook::start() {
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error) {
        emit finished(tr("The folder %1 cannot be made: %2.")
                          .arg(QString::fromStdString(m_folder.string()),
                               QString::fromStdString(error.message())));
        return;
    }
    openWorstFeed();
    addShots();
    prepare();
}

void PictureBook::addShots() {
    struct View {
        QString name;
        std::function<void(MainWindow&)> open;
    };
    const auto page = [](Page wanted) {
        return [wanted](MainWindow& window) { window.showPage(wanted); };
    };
    const auto tab = [](AlarmsPage::Tab wanted) {
        return [wanted](MainWindow& window) {
            window.showPage(Page::Alarms);
            window.alarmsPage().showTab(wanted);
        };
    };
    const std::vector<View> views{
        {QStringLiteral("wall"), page(Page::Wall)},
        {QStringLiteral("regions"),
         [this](MainWindow& window) {
             const QString selected = m_desk.selectedRegion();
             m_desk.openRegion(QString()); // all of them
             m_desk.selectRegion(selected);
             window.showPage(Page::Regions);
         }},
        {QStringLiteral("region"), [this](MainWindow&) { openRegion(); }},
        {QStringLiteral("feed"), page(Page::Feed)},
        {QStringLiteral("alarms"), tab(AlarmsPage::Tab::Incidents)},
        {QStringLiteral("journal"), tab(AlarmsPage::Tab::Journal)},
        {QStringLiteral("alarm-health"), tab(AlarmsPage::Tab::Health)},
        {QStringLiteral("shift-report"), tab(AlarmsPage::Tab::ShiftReport)},
        {QStringLiteral("outward"), tab(AlarmsPage::Tab::Outward)}};
    const std::pair<QSize, double> sizes[] = {
        {QSize(1920, 1080), 1.0}, {QSize(1280, 720), 1.0}, {QSize(1920, 1080), 2.0}};
    for (const Language language : {Language::English, Language::French}) {
        for (const auto& [size, scale] : sizes) {
            for (const View& view : views) {
                m_shots.push_back({Variant::Dark, language, size, scale, view.name, view.open});
            }
        }
    }
    // The other looks, of what is looked at most.
    for (const auto& [variant, word] :
         {std::pair(Variant::Light, QStringLiteral("light")),
          std::pair(Variant::HighContrast, QStringLiteral("contrast"))}) {
        for (const View& view : views) {
            if (view.name == QStringLiteral("wall") || view.name == QStringLiteral("regions")) {
                m_shots.push_back({variant, Language::English, sizes[0].first, sizes[0].second,
                                   view.name + QLatin1Char('-') + word, view.open});
            }
        }
    }
}

void PictureBook::openRegion() {
    const engine::SnapshotPtr snapshot = m_desk.snapshot();
    const QString selected = m_desk.selectedRegion();
    if (!selected.isEmpty() || !snapshot->regions.empty()) {
        m_desk.openRegion(selected.isEmpty() ? QString::fromStdString(snapshot->regions.front().id)
                                             : selected);
    }
}

void PictureBook::openWorstFeed() {
    const engine::DeliveryStatus* worst = nullptr;
    const engine::SnapshotPtr snapshot = m_desk.snapshot();
    for (const auto& delivery : snapshot->deliveries) {
        if (worst == nullptr || delivery.worst() > worst->worst()) {
            worst = &delivery;
        }
    }
    if (worst != nullptr) {
        m_desk.openFeed(QString::fromStdString(worst->feedId),
                        QString::fromStdString(worst->regionId));
    }
}

void PictureBook::prepare() {
    if (m_next >= m_shots.size()) {
        emit finished(QString());
        return;
    }
    const Shot& shot = m_shots[m_next];
    const bool isAnew = m_look.language != shot.language || m_look.variant != shot.variant;
    if (isAnew) {
        m_look.variant = shot.variant;
        m_look.language = shot.language;
        ui::theme::apply(*qApp, m_look);
        m_window.remake();
        openWorstFeed();
    }
    MainWindow& window = m_window.window();
    window.resize(shot.size);
    shot.open(window);
    m_timer.start(isAnew || m_next == 0 ? settleAnewMs : settleMs);
}

void PictureBook::take() {
    const Shot& shot = m_shots[m_next++];
    MainWindow& window = m_window.window();
    if (window.size() != shot.size) {
        emit finished(
            tr("The window does not become %1×%2.").arg(shot.size.width()).arg(shot.size.height()));
        return;
    }
    QPixmap picture(shot.size * shot.scale);
    picture.setDevicePixelRatio(shot.scale);
    window.render(&picture);
    const QString file =
        QStringLiteral("%1/%2-%3-%4x%5.png")
            .arg(QString::fromStdString(m_folder.string()), shot.name, code(shot.language))
            .arg(picture.width())
            .arg(picture.height());
    if (!picture.save(file, "PNG")) {
        emit finished(tr("%1 cannot be written.").arg(file));
        return;
    }
    prepare();
}

} // namespace vigie::app
