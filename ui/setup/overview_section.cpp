#include "ui/setup/overview_section.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/chip.h"
#include "ui/common/widgets/role_label.h"
#include "ui/setup/setup_words.h"

#include <QBoxLayout>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;

OverviewSection::OverviewSection(SetupDoors doors, Look look, QWidget* parent)
    : SetupSection(parent),
      m_doors(doors),
      m_look(look),
      m_start(new Card),
      m_hint(new RoleLabel(TextRole::Thread, ColorRole::Text)),
      m_parts(new Card)
{
    setObjectName(u"overview"_s);
    m_hint->setWordWrap(true);
    m_start->content().addWidget(m_hint);
    m_parts->content().setSpacing(14);
    m_history = addRow(m_parts->content(), u"history"_s);
    m_redis = addRow(m_parts->content(), u"redis"_s);
    m_ai = addRow(m_parts->content(), u"services"_s);
    m_platform = addRow(m_parts->content(), u"services"_s);
    m_backup = addRow(m_parts->content(), u"backup"_s);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(16);
    rows->addWidget(m_start);
    rows->addWidget(m_parts);
    rows->addStretch(1);
}

OverviewSection::Row OverviewSection::addRow(QVBoxLayout& into, const QString& section)
{
    Row row{new RoleLabel(TextRole::Title), new Chip, new RoleLabel(TextRole::List, ColorRole::SecondaryText),
            new QPushButton};
    row.meaning->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(row.name);
    head->addWidget(row.what);
    head->addStretch(1);
    head->addWidget(row.change);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(2);
    lines->addLayout(head);
    lines->addWidget(row.meaning);
    into.addLayout(lines);
    connect(row.change, &QPushButton::clicked, this, [this, section] { emit sectionWanted(section); });
    return row;
}

void OverviewSection::readState()
{
    const api::SetupState state = m_doors.desk.state();
    const bool isOwn = !state.history && !state.redis;
    m_start->setHeading(isOwn ? tr("Your shop runs on this computer, complete") : tr("Your shop uses servers"));
    m_hint->setText(
        isOwn && state.platform.isEmpty()
            ? tr("Nothing has to be installed. History, live state and the bot's rules lie in one folder that only you "
                 "can read. What is still missing is a way for customers to write: name a chat platform below, or put "
                 "the chat on your web page (System page).")
        : isOwn
            ? tr("Nothing has to be installed. History, live state and the bot's rules lie in one folder that only you "
                 "can read. Change something here only when one of the reasons below is yours.")
            : tr("What is kept elsewhere is listed below. Test a connection any time; a test changes nothing."));
    m_parts->setHeading(tr("What runs now, and when to change it"));
    const auto write = [](const Row& row, const QString& name, const QString& what, const QString& meaning) {
        row.name->setText(name);
        row.what->setText(what);
        row.meaning->setText(meaning);
        row.change->setText(tr("Change…"));
        row.change->setAccessibleName(tr("Change: %1").arg(name));
    };
    write(m_history, tr("Message history"),
          state.history ? u"%1 · %2"_s.arg(SetupWords::kind(state.history->form.kind), state.history->form.host)
                        : tr("on this computer"),
          state.history ? tr("Every desk and engine that names this database works on the same conversations.")
                        : tr("One file, right for one computer, however many conversations. Use PostgreSQL or MySQL "
                             "when a second desk "
                             "is to answer the same customers, or when the engine moves to a server. Your "
                             "conversations move along."));
    write(m_redis, u"Redis"_s, state.redis ? state.redis->form.host : tr("private, started by this program"),
          state.redis ? tr("Several engines share who is typing, who is online and who works on what.")
                      : tr("Right for one computer. Share one when several engines work on one history. Nothing is "
                           "ever kept only there."));
    write(m_ai, tr("Bot"), state.ai.isEmpty() ? tr("the shop's own rules") : state.ai.host(),
          state.ai.isEmpty()
              ? tr("Answers what the rules file covers and hands the rest to you. Name an AI service, and the bot "
                   "writes its own answers.")
              : tr("The AI service is asked about every message; when it is unreachable, conversations wait for a "
                   "person."));
    write(m_platform, tr("Chat platform"), state.platform.isEmpty() ? tr("none") : state.platform.host(),
          state.platform.isEmpty()
              ? tr("Answers stay in the conversation. Name a platform to have them carried to the customer.")
              : tr("Answers are carried to customers by this platform."));
    write(m_backup, tr("Backup"), state.history ? tr("by the database server") : tr("one file, while the shop is open"),
          state.history ? tr("A database server has its own backups; ask its administrator.")
                        : tr("Make one before every change, and keep it on another disk."));
    m_backup.change->setText(tr("Open…"));
}

}  // namespace tongdai
