#include "ui/setup/test_panel.h"

#include "ui/common/widgets/elided_label.h"
#include "ui/common/words/state_word.h"
#include "ui/setup/setup_words.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QPushButton>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::StepOutcome;
using api::TestVerdict;

/// Name, word and finding of one line.
class TestLineRow {
public:
    TestLineRow(QGridLayout& grid, int line)
        : m_name(new RoleLabel(TextRole::List)),
          m_state(new StateWord),
          m_finding(new ElidedLabel(TextRole::List, ColorRole::SecondaryText, Qt::ElideMiddle))
    {
        m_finding->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        grid.addWidget(m_name, line, 0);
        grid.addWidget(m_state, line, 1);
        grid.addWidget(m_finding, line, 2);
    }
    void write(const api::TestLine& line, api::ConnectionForm::Kind kind, const Formats& formats)
    {
        m_name->setText(SetupWords::step(line.step, kind));
        m_state->setState({}, SetupWords::outcome(line.outcome), SetupWords::tone(line.outcome));
        m_state->setAccessibleName(u"%1: %2"_s.arg(m_name->text(), m_state->word()));
        m_finding->setFullText(SetupWords::finding(line, formats));
        setVisible(true);
    }
    void setVisible(bool visible)
    {
        m_name->setVisible(visible);
        m_state->setVisible(visible);
        m_finding->setVisible(visible);
    }

private:
    RoleLabel* m_name;
    StateWord* m_state;
    ElidedLabel* m_finding;
};

TestPanel::TestPanel(api::ConnectionTester& tester, Look look, QWidget* parent)
    : QWidget(parent),
      m_tester(tester),
      m_look(look),
      m_summary(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_table(new QWidget),
      m_grid(new QGridLayout(m_table)),
      m_meaning(new RoleLabel(TextRole::List, ColorRole::Danger)),
      m_cancel(new QPushButton)
{
    setObjectName(u"testPanel"_s);
    m_meaning->setObjectName(u"testMeaning"_s);
    for (RoleLabel* label : {m_summary, m_meaning}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_cancel->setObjectName(u"testCancel"_s);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(2, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addWidget(m_summary);
    rows->addWidget(m_table);
    rows->addWidget(m_meaning);
    rows->addWidget(m_cancel, 0, Qt::AlignLeft);
    rows->addStretch(1);
    connect(&tester, &api::ConnectionTester::lineChanged, this, &TestPanel::showLine);
    connect(&tester, &api::ConnectionTester::finished, this, &TestPanel::end);
    connect(m_cancel, &QPushButton::clicked, this, &TestPanel::cancel);
    retranslate();
}

TestPanel::~TestPanel() = default;

void TestPanel::start(const api::ConnectionForm& form)
{
    if (m_test) m_tester.cancel(*m_test);
    m_form = form;
    m_lines.clear();
    m_verdict.reset();
    m_test = m_tester.requestTest(form);
    write();
    emit changed();
    emit told(m_summary);
}

void TestPanel::expire()
{
    if (!m_test && !m_verdict) return;
    if (m_test) m_tester.cancel(*m_test);
    m_test.reset();
    m_verdict.reset();
    m_lines.clear();
    write();
    emit changed();
}

void TestPanel::cancel()
{
    if (m_test) m_tester.cancel(*m_test);
}

void TestPanel::showLine(api::RequestId test, const api::TestLine& line)
{
    if (test != m_test) return;
    const auto known = std::ranges::find(m_lines, line.step, &api::TestLine::step);
    if (known != m_lines.end())
        *known = line;
    else
        m_lines.push_back(line);
    write();
}

void TestPanel::end(api::RequestId test, TestVerdict verdict)
{
    if (test != m_test) return;
    m_test.reset();
    m_verdict = verdict;
    if (verdict == TestVerdict::Cancelled)
        std::erase_if(m_lines, [](const api::TestLine& line) { return line.outcome == StepOutcome::Running; });
    write();
    emit changed();
    emit told(m_meaning->isVisibleTo(this) ? m_meaning : m_summary);
}

void TestPanel::write()
{
    while (m_rows.size() < m_lines.size())
        m_rows.push_back(std::make_unique<TestLineRow>(*m_grid, int(m_rows.size())));
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (i < m_lines.size())
            m_rows[i]->write(m_lines[i], m_form.kind, m_look.formats());
        else
            m_rows[i]->setVisible(false);
    }
    m_table->setVisible(!m_lines.empty());
    m_cancel->setVisible(m_test.has_value());
    writeExplanation();
}

void TestPanel::writeExplanation()
{
    const auto first = [this](StepOutcome outcome) {
        const auto found = std::ranges::find(m_lines, outcome, &api::TestLine::outcome);
        return found == m_lines.end() ? nullptr : &*found;
    };
    const api::TestLine* const failed = first(StepOutcome::Failed);
    const api::TestLine* const noted = first(StepOutcome::Attention);
    QStringList meanings;
    for (const api::TestLine& line : m_lines) {
        // Beside a failure the rest can wait.
        const bool isMeant = failed ? &line == failed : line.outcome == StepOutcome::Attention;
        if (isMeant) meanings << SetupWords::explanation(line, m_form);
    }
    m_meaning->setText(meanings.join(u'\n'));
    m_meaning->setColorRole(failed ? ColorRole::Danger : ColorRole::Attention);
    m_meaning->setVisible(!m_meaning->text().isEmpty());
    if (m_test) {
        m_summary->setText(
            tr("Testing %1, line by line. Each waits at most five seconds.").arg(SetupWords::kind(m_form.kind)));
    } else if (!m_verdict) {
        m_summary->setText(
            tr("Not tested yet. A test changes nothing: what it creates to try the rights is gone afterwards."));
    } else if (*m_verdict == TestVerdict::Cancelled) {
        m_summary->setText(tr("The test was cancelled."));
    } else if (*m_verdict == TestVerdict::Failed) {
        m_summary->clear();  // the line itself and its meaning say it
    } else {
        m_summary->setText(noted ? tr("It works, but there is something to check.") : tr("Everything works."));
    }
    m_summary->setVisible(!failed || m_test.has_value());
}

void TestPanel::retranslate()
{
    m_cancel->setText(tr("Cancel the test"));
    write();
}

}  // namespace tongdai
