#pragma once

#include "engine/api/setup.h"
#include "ui/common/look/look.h"

#include <QWidget>

#include <memory>
#include <vector>

class QGridLayout;
class QPushButton;

namespace tongdai {

class NoticeBar;
class RoleLabel;
class TestLineRow;

/// Runs a connection test and shows its lines as they come; under them what the first bad line means and what to do.
/// A test whose form has changed since says so rather than looking valid.
class TestPanel final : public QWidget {
    Q_OBJECT
public:
    TestPanel(api::ConnectionTester& tester, Look look, QWidget* parent = nullptr);
    ~TestPanel() override;

    void start(const api::ConnectionForm& form);
    /// The form was changed: what stands here was about something else.
    void expire();
    bool isRunning() const { return m_test.has_value(); }
    bool hasPassed() const { return m_verdict == api::TestVerdict::Passed; }
    void retranslate();

signals:
    void changed();
    /// A test began or ended: this part says so.
    void told(QWidget* part);

private:
    void showLine(api::RequestId test, const api::TestLine& line);
    void end(api::RequestId test, api::TestVerdict verdict);
    void cancel();
    void write();
    void writeExplanation();

    api::ConnectionTester& m_tester;
    Look m_look;
    api::ConnectionForm m_form;
    std::optional<api::RequestId> m_test;
    std::optional<api::TestVerdict> m_verdict;
    std::vector<api::TestLine> m_lines;
    std::vector<std::unique_ptr<TestLineRow>> m_rows;
    RoleLabel* m_summary;
    QWidget* m_table;
    QGridLayout* m_grid;
    RoleLabel* m_meaning;
    QPushButton* m_cancel;
};

}  // namespace tongdai
