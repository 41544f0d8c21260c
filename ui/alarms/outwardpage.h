// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <set>
#include <string>

#include <QTimer>
#include <QWidget>

#include "ui/alarms/outwardmodel.h"

class QLabel;
class QTableView;

namespace vigie::ui::alarms {

/// Where alarms go outside the desk, whether they arrive, and a test for each target. Asks for the
/// state each second, and only while it is seen. GUI thread; answers of tests come from the
/// target's own threads and are carried over.
class OutwardPage final : public QWidget {
    Q_OBJECT
public:
    static constexpr int refreshMs = 1000;

    explicit OutwardPage(QWidget* parent = nullptr);
    ~OutwardPage() override;

    /// Null: there are no targets. It must outlive the page, or null be set before it ends.
    void setOutward(outward::Outward* outward);
    void test(const std::string& target);

    [[nodiscard]] OutwardModel& model() { return *m_model; }
    [[nodiscard]] QTableView& table() { return *m_table; }
    /// What stands there while there are no targets; empty otherwise.
    [[nodiscard]] QString emptyText() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    class Relay;
    void refresh();
    void addButtons();
    void takeAnswer(const std::string& target, const QString& whyNot);

    outward::Outward* m_outward = nullptr;
    std::shared_ptr<Relay> m_relay;
    OutwardModel* m_model;
    QTableView* m_table;
    QLabel* m_empty;
    QTimer m_timer;
    std::set<std::string> m_underWay;
};

} // namespace vigie::ui::alarms
