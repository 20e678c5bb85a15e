#include "ui/locks/look/leftovers_sheet.h"

#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/locks/locks_table.h"
#include "ui/locks/look/leftovers_model.h"
#include "ui/locks/table_look.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kLeftoversSize{860, 360};
constexpr int kLeftoversSide = 12;
constexpr int kMemoryFrom = 560;  // at 100 %

}  // namespace

LeftoversSheet::LeftoversSheet(api::KeyBrowser& keys, Look look, QWidget* parent)
    : QDialog(parent),
      m_keys(keys),
      m_look(look),
      m_model(new LeftoversModel(look, this)),
      m_meaning(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_notice(new NoticeBar),
      m_progress(new QProgressBar),
      m_table(new LocksTable),
      m_state(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_again(new QPushButton),
      m_sweep(new QPushButton)
{
    setObjectName(u"leftoversSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_isArmed = false;
        write();
    });
    connect(m_again, &QPushButton::clicked, this, &LeftoversSheet::begin);
    connect(m_sweep, &QPushButton::clicked, this, &LeftoversSheet::sweep);
    m_table->setCurrentIndex(m_model->index(0, 0));
    retranslate();
    resize(kLeftoversSize);
    m_table->setFocus();
    begin();
}

void LeftoversSheet::build()
{
    m_table->setObjectName(u"leftoversTable"_s);
    m_notice->setObjectName(u"leftoversNotice"_s);
    m_state->setObjectName(u"leftoversState"_s);
    m_again->setObjectName(u"leftoversAgain"_s);
    m_sweep->setObjectName(u"leftoversSweep"_s);
    for (QPushButton* button : {m_again, m_sweep})
        button->setAutoDefault(false);
    m_notice->hide();
    m_meaning->setWordWrap(true);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(6);
    m_progress->setRange(0, 1000);
    dressTable(*m_table, m_look);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(LeftoversModel::Meaning, QHeaderView::Stretch);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(kLeftoversSide, 10, kLeftoversSide, 10);
    head->addWidget(m_meaning);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(kLeftoversSide, 6, kLeftoversSide, 8);
    foot->setSpacing(8);
    foot->addWidget(m_state, 1);
    foot->addWidget(m_again);
    foot->addWidget(m_sweep);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_progress);
    rows->addWidget(m_notice);
    rows->addWidget(m_table, 1);
    rows->addLayout(foot);
}

void LeftoversSheet::begin()
{
    m_notice->hide();
    look();
}

void LeftoversSheet::look()
{
    m_model->clear();
    m_hasFailed = false;
    m_looked = m_inAll = 0;
    m_isLooking = true;
    m_isArmed = false;
    step("0"_ba);
    write();
}

void LeftoversSheet::step(const QByteArray& from)
{
    m_asked.await<api::LeftoverPage>(this, m_keys.leftovers(from),
                                     [this](const api::Answer<api::LeftoverPage>& answer) {
                                         if (const auto* page = std::get_if<api::LeftoverPage>(&answer))
                                             return take(*page);
                                         m_isLooking = false;
                                         m_hasFailed = true;
                                         fail(std::get<api::DeskFailure>(answer));
                                     });
}

void LeftoversSheet::take(const api::LeftoverPage& page)
{
    m_model->add(page.found);
    m_looked += page.looked;
    m_inAll = page.inAll;
    m_maySweep = page.maySweep;
    m_isLooking = page.next != "0";
    if (m_isLooking) step(page.next);
    write();
    fitColumns();
}

/// A first press says what will happen.
void LeftoversSheet::sweep()
{
    const int row = m_table->currentIndex().row();
    if (row < 0) return;
    if (!std::exchange(m_isArmed, !m_isArmed)) return write();
    m_isBusy = true;
    write();
    api::whenAnswered<int>(this, m_keys.sweep(m_model->namesOf(row)), [this, row](const api::Answer<int>& answer) {
        m_isBusy = false;
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return fail(*failure);
        const bool isMore = m_model->countOf(row) > qint64(m_model->namesOf(row).size());
        m_model->forget(row);
        tell(Tone::Good, tr("%1 of them end within the hour. It is in the audit log.")
                             .arg(m_look.formats().number(std::get<int>(answer))));
        if (isMore) look();  // at those that were counted and not named
    });
}

void LeftoversSheet::fail(const api::DeskFailure& failure)
{
    switch (failure.error) {
        case api::DeskError::NotAllowed: return tell(Tone::Attention, tr("Your role does not include this."));
        case api::DeskError::NotSignedIn: return tell(Tone::Attention, tr("Sign in to go on."));
        case api::DeskError::NotReady: return tell(Tone::Attention, tr("The engine is still starting."));
        default:
            return tell(Tone::Attention, failure.detail.isEmpty()
                                             ? tr("Redis does not answer. Nothing was changed.")
                                             : tr("Nothing was changed: %1").arg(CauseWords::of(failure.detail)));
    }
}

void LeftoversSheet::tell(Tone tone, const QString& words)
{
    m_notice->setNotice(tone, words);
    m_notice->show();
    write();
}

void LeftoversSheet::write()
{
    const Formats& formats = m_look.formats();
    const int row = m_table->currentIndex().row();
    const qint64 chosen = row < 0 ? 0 : qint64(m_model->namesOf(row).size());
    const double part = m_inAll > 0 ? std::min(1.0, double(m_looked) / double(m_inAll)) : 0;
    m_progress->setVisible(m_isLooking);
    m_progress->setValue(int(1000 * part));
    m_state->setText(
        m_isLooking || m_hasFailed
            ? tr("%1 found, %2% looked at").arg(formats.number(m_model->count()), formats.number(int(100 * part)))
        : m_model->count() > 0 ? tr("%1 found").arg(formats.number(m_model->count()))
                               : tr("Nothing was left behind."));
    m_again->setText(tr("Look again"));
    m_again->setEnabled(!m_isLooking && !m_isBusy);
    m_sweep->setVisible(m_maySweep);
    m_sweep->setEnabled(chosen > 0 && !m_isLooking && !m_isBusy);
    const QString words = tr("Let them end (%1)").arg(formats.number(chosen));
    m_sweep->setText(m_isArmed ? tr("Press again: %1").arg(words) : words);
}

void LeftoversSheet::retranslate()
{
    setWindowTitle(tr("Left behind in Redis"));
    m_meaning->setText(
        tr("Keys that should have run out and have no end, untouched for an hour. Whoever lets them end gives "
           "them an hour: what somebody still writes stays."));
    m_table->setAccessibleName(windowTitle());
    m_model->retranslate();
    write();
    fitColumns();
}

void LeftoversSheet::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

void LeftoversSheet::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    fitColumns();
}

void LeftoversSheet::fitColumns()
{
    fitTableRows(*m_table, m_look);
    const int room = m_table->viewport()->width();
    m_table->setColumnHidden(LeftoversModel::Memory, room < grownWith(m_look.theme.font(TextRole::List), kMemoryFrom));
    m_needs.fit(*m_table, room, LeftoversModel::Meaning, LeftoversModel::Meaning);
}

}  // namespace tongdai
