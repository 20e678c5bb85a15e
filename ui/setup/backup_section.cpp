#include "ui/setup/backup_section.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/setup/backup_file_dialog.h"
#include "ui/setup/setup_words.h"
#include "ui/setup/work_progress.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QFileDialog>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::ShopOutcome;
using api::ShopTrouble;
using api::ShopWork;

BackupSection::BackupSection(SetupDoors doors, Look look, QWidget* parent)
    : SetupSection(parent),
      m_doors(doors),
      m_look(look),
      m_backupCard(new Card),
      m_backupWords(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_backupResult(new RoleLabel(TextRole::List)),
      m_backupProgress(new WorkProgress(doors.works, look)),
      m_backUp(new QPushButton),
      m_restoreCard(new Card),
      m_restoreWords(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_restoreResult(new RoleLabel(TextRole::List)),
      m_restoreProgress(new WorkProgress(doors.works, look)),
      m_newest(new QPushButton),
      m_addresses(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_takeAddresses(new QCheckBox),
      m_choose(new QPushButton),
      m_restore(new QPushButton)
{
    setObjectName(u"backup"_s);
    m_backUp->setObjectName(u"backUp"_s);
    m_newest->setObjectName(u"newestBackup"_s);
    m_choose->setObjectName(u"chooseBackup"_s);
    m_restore->setObjectName(u"restore"_s);
    m_backupResult->setObjectName(u"backupResult"_s);
    m_restoreResult->setObjectName(u"restoreResult"_s);
    m_addresses->setObjectName(u"addresses"_s);
    m_takeAddresses->setObjectName(u"takeAddresses"_s);
    for (RoleLabel* label : {m_backupWords, m_backupResult, m_restoreWords, m_restoreResult, m_addresses}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    for (QWidget* widget : QList<QWidget*>{m_backupWords, m_backupResult, m_backupProgress})
        m_backupCard->content().addWidget(widget);
    m_backupCard->content().addWidget(m_backUp, 0, Qt::AlignLeft);
    m_backupCard->content().addStretch(1);
    for (QWidget* widget :
         QList<QWidget*>{m_restoreWords, m_restoreResult, m_addresses, m_takeAddresses, m_restoreProgress})
        m_restoreCard->content().addWidget(widget);
    m_restoreCard->content().addLayout(rowOf({m_choose, m_newest, m_restore}));
    m_restoreCard->content().addStretch(1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addLayout(pairOf(*m_backupCard, *m_restoreCard));
    rows->addStretch(1);
    connect(m_backUp, &QPushButton::clicked, this, &BackupSection::chooseTarget);
    connect(m_newest, &QPushButton::clicked, this, [this] { lookInto(newestBackup()); });
    connect(m_choose, &QPushButton::clicked, this, &BackupSection::chooseBackup);
    connect(m_restore, &QPushButton::clicked, this, [this] {
        begin(ShopWork::Restore);
        m_doors.works.restore(m_seen->file, m_takeAddresses->isChecked());
    });
    connect(&doors.works, &api::ShopWorks::ended, this, &BackupSection::end);
    connect(&doors.works, &api::ShopWorks::progressed, this, [this](const api::ShopProgress& progress) {
        if (m_running) (m_running == ShopWork::Backup ? m_backupProgress : m_restoreProgress)->show(progress);
    });
}

QString BackupSection::proposedName() const
{
    return u"tongdai-%1.tar"_s.arg(m_look.formats().local(m_look.now()).toString(u"yyyy-MM-dd-HHmm"_s));
}

/// What somebody looks for whose shop is damaged; empty: none is known here.
QString BackupSection::newestBackup() const
{
    const bool isMade = m_made && m_made->trouble == ShopTrouble::None;
    return isMade ? m_made->file : m_doors.desk.state().newestBackup;
}

void BackupSection::chooseTarget()
{
    QFileDialog* dialog = newBackupDialog(*this, proposedName());
    connect(dialog, &QFileDialog::fileSelected, this, &BackupSection::backUpTo);
    openOnScreen(*dialog);
}

void BackupSection::chooseBackup()
{
    QFileDialog* dialog = oldBackupDialog(*this);
    connect(dialog, &QFileDialog::fileSelected, this, &BackupSection::lookInto);
    openOnScreen(*dialog);
}

void BackupSection::backUpTo(const QString& file)
{
    begin(ShopWork::Backup);
    m_doors.works.backUp(file);
}

void BackupSection::lookInto(const QString& file)
{
    begin(ShopWork::Inspect);
    m_doors.works.inspect(file);
}

void BackupSection::begin(ShopWork work)
{
    m_running = work;
    if (work == ShopWork::Backup) {
        m_made.reset();
        m_backupProgress->start();
    } else {
        if (work == ShopWork::Inspect) {
            m_seen.reset();
            m_takeAddresses->setChecked(false);
        }
        m_restored.reset();
        m_restoreProgress->start();
    }
    retranslate();
}

void BackupSection::end(const ShopOutcome& outcome)
{
    if (m_running != outcome.work) return;
    m_running.reset();
    if (outcome.work == ShopWork::Backup) m_made = outcome;
    if (outcome.work == ShopWork::Inspect) m_seen = outcome;
    if (outcome.work == ShopWork::Restore) {
        m_restored = outcome;
        m_seen.reset();
    }
    retranslate();
}

void BackupSection::writeBackup()
{
    const Formats& formats = m_look.formats();
    m_backupCard->setHeading(tr("Back up"));
    m_backupWords->setText(
        tr("Everything in one file: all conversations, the bot's rules and the settings, without passwords and tokens. "
           "The "
           "shop stays open meanwhile. Keep the file on another disk, and keep it as safe as the shop itself: "
           "whoever has it can read every conversation."));
    m_backUp->setText(tr("Back up now…"));
    m_backupProgress->setVisible(m_running == ShopWork::Backup);
    m_backupResult->setVisible(m_made.has_value());
    if (!m_made) return;
    const bool isGood = m_made->trouble == ShopTrouble::None;
    m_backupResult->setColorRole(isGood ? ColorRole::Good : ColorRole::Danger);
    m_backupResult->setText(
        isGood ? tr("Backed up %1 (%2), checked:\n%3")
                     .arg(SetupWords::size(*m_made, formats), formats.bytes(m_made->bytes), m_made->file)
               : SetupWords::trouble(*m_made));
}

void BackupSection::writeRestore()
{
    const Formats& formats = m_look.formats();
    m_restoreCard->setHeading(tr("Restore"));
    m_restoreWords->setText(
        tr("Brings the shop back to the moment of a backup. Choose the file first: it is checked, and you see what it "
           "holds. "
           "The shop is closed while it is restored, and what is here now is kept in a folder of its own."));
    m_choose->setText(tr("Choose a backup…"));
    m_newest->setText(tr("Check the newest one"));
    m_newest->setToolTip(plainToolTip(newestBackup()));
    m_newest->setVisible(!newestBackup().isEmpty());
    const bool canRestore = m_seen && m_seen->trouble == ShopTrouble::None;
    m_restore->setVisible(canRestore && !m_running);
    m_restore->setText(tr("Restore this one"));
    m_restoreProgress->setVisible(m_running && m_running != ShopWork::Backup);
    const ShopOutcome* const shown = m_restored ? &*m_restored : m_seen ? &*m_seen : nullptr;
    m_restoreResult->setVisible(shown && !m_restoreProgress->isVisibleTo(m_restoreCard));
    if (!shown) return;
    if (shown->trouble != ShopTrouble::None) {
        m_restoreResult->setColorRole(ColorRole::Danger);
        m_restoreResult->setText(SetupWords::trouble(*shown));
        return;
    }
    const QString made = formats.dateTime(TimePoint(std::chrono::milliseconds(shown->madeAt.toMSecsSinceEpoch())));
    if (m_restored) {
        m_restoreResult->setColorRole(ColorRole::Good);
        m_restoreResult->setText(tr("Restored: %1, as of %2. What was here before is kept in\n%3")
                                     .arg(SetupWords::size(*shown, formats), made, shown->oldPlace));
    } else {
        m_restoreResult->setColorRole(ColorRole::Text);
        m_restoreResult->setText(tr("This backup is whole: %1, made on %2 (%3). Whatever came after that moment would "
                                    "be gone from the shop.")
                                     .arg(SetupWords::size(*shown, formats), made, formats.bytes(shown->bytes)));
    }
}

/// What the backup's settings would bring along: seen, and chosen, before it is restored.
void BackupSection::writeAddresses()
{
    const bool isSeen = m_seen && m_seen->trouble == ShopTrouble::None && !m_running && !m_restored;
    const bool hasAddresses = isSeen && !m_seen->addresses.empty();
    const bool hasSecrets = isSeen && !m_seen->secretsLeftOut.isEmpty();
    m_addresses->setVisible(hasAddresses || hasSecrets);
    m_takeAddresses->setVisible(hasAddresses);
    m_takeAddresses->setText(tr("I know these addresses; use them too"));
    QStringList lines;
    if (hasAddresses) {
        lines << tr(
            "Its settings send the shop's conversations to these addresses, or let them in. They are left out:");
        for (const api::ShopSetting& each : m_seen->addresses)
            lines << u"%1 = %2"_s.arg(each.key, each.value.left(200));
    }
    if (hasSecrets) lines << tr("Its passwords and tokens are left out: %1").arg(m_seen->secretsLeftOut.join(u", "_s));
    m_addresses->setText(lines.join(u'\n'));
}

void BackupSection::retranslate()
{
    const bool isEmbedded = m_doors.desk.state().historyTarget.isEmpty();
    writeBackup();
    writeRestore();
    writeAddresses();
    if (!isEmbedded) {
        ShopOutcome elsewhere;
        elsewhere.trouble = ShopTrouble::NotEmbedded;
        m_backupWords->setText(SetupWords::trouble(elsewhere));
    }
    m_restoreCard->setVisible(isEmbedded);
    m_backUp->setVisible(isEmbedded);
    m_backUp->setEnabled(!m_running);
    m_choose->setEnabled(!m_running);
    m_newest->setEnabled(!m_running);
    m_backupProgress->retranslate();
    m_restoreProgress->retranslate();
}

}  // namespace tongdai
