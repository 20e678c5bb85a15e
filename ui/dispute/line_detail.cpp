#include "ui/dispute/line_detail.h"

#include "ui/common/widgets/role_label.h"
#include "ui/dispute/dispute_words.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRevealReason = 255;

}  // namespace

LineDetail::LineDetail(Look look, QWidget* parent)
    : QWidget(parent),
      m_look(std::move(look)),
      m_head(new RoleLabel(TextRole::Title)),
      m_body(new RoleLabel(TextRole::Thread)),
      m_facts(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_original(new QPushButton),
      m_masked(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_reason(new QLineEdit),
      m_reveal(new QPushButton)
{
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 8, 16, 8);
    rows->setSpacing(6);
    for (RoleLabel* label : {m_head, m_body, m_facts}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        rows->addWidget(label);
    }
    m_head->setObjectName(u"lineHead"_s);
    m_body->setObjectName(u"lineBody"_s);
    m_facts->setObjectName(u"lineFacts"_s);
    m_original->setObjectName(u"openOriginal"_s);
    rows->insertWidget(2, m_original, 0, Qt::AlignLeft);
    m_masked->setObjectName(u"lineMasked"_s);
    m_masked->setWordWrap(true);
    m_reason->setObjectName(u"revealReason"_s);
    m_reason->setMaxLength(kMostRevealReason);
    m_reveal->setObjectName(u"reveal"_s);
    auto* why = new QHBoxLayout;
    why->addWidget(m_reason, 1);
    why->addWidget(m_reveal);
    rows->insertWidget(3, m_masked);
    rows->insertLayout(4, why);
    rows->addStretch(1);
    connect(m_original, &QPushButton::clicked, this,
            [this] { emit originalWanted(m_travel->thread().lines[size_t(m_line)].id); });
    connect(m_reveal, &QPushButton::clicked, this, &LineDetail::askReveal);
    connect(m_reason, &QLineEdit::returnPressed, this, &LineDetail::askReveal);
    connect(m_reason, &QLineEdit::textChanged, this,
            [this] { m_reveal->setEnabled(!m_reason->text().trimmed().isEmpty()); });
    write();
}

void LineDetail::setLine(const TimeTravel* travel, int line)
{
    m_travel = travel;
    m_line = travel ? line : -1;
    // A reason is given for one line at a time.
    m_reason->clear();
    if (m_line < 0 || (m_revealed && m_revealed->id != m_travel->thread().lines[size_t(m_line)].id)) m_revealed.reset();
    write();
}

void LineDetail::setOriginal(const QByteArray& line, const api::OriginalText& original)
{
    m_openedLine = line;
    m_opened = original;
    write();
}

void LineDetail::offerReveal()
{
    m_mayReveal = true;
    write();
}

void LineDetail::setRevealed(const DisputeLine& line)
{
    m_revealed = line;
    m_reason->clear();
    write();
}

void LineDetail::askReveal()
{
    const QString reason = m_reason->text().trimmed();
    if (m_line < 0 || reason.isEmpty()) return;
    emit revealWanted(m_travel->thread().lines[size_t(m_line)].id, reason);
}

DisputeLine LineDetail::shownLine() const
{
    DisputeLine line = m_travel->thread().lines[size_t(m_line)];
    if (line.id == m_openedLine) {
        line.body = m_opened.text;
        line.isMasked = line.isMasked || m_opened.isMasked;
    }
    if (m_revealed && m_revealed->id == line.id) {
        if (!m_revealed->body.isEmpty()) line.body = m_revealed->body;
        if (!m_revealed->name.isEmpty()) line.name = m_revealed->name;
        if (!m_revealed->attachments.empty()) line.attachments = m_revealed->attachments;
    }
    return line;
}

void LineDetail::retranslate()
{
    write();
}

QString LineDetail::provenanceOf(const AnswerCard& card) const
{
    const Formats& formats = m_look.formats();
    QStringList facts;
    if (!card.intent.isEmpty()) {
        facts << (card.confidence
                      ? tr("Intent %1, %2 sure").arg(card.intent, formats.locale().toString(*card.confidence, 'f', 2))
                      : tr("Intent %1").arg(card.intent));
    }
    if (!card.model.isEmpty()) facts << tr("Model %1").arg(card.model);
    if (card.processingMs > 0)
        facts << tr("AI %1").arg(formats.duration(std::chrono::duration<double, std::milli>(card.processingMs)));
    if (card.fence > 0) facts << tr("Fence %1").arg(formats.number(card.fence));
    QStringList lines{facts.join(u" · "_s)};
    const TurnSteps& steps = card.steps;
    if (steps.accept + steps.claim + steps.context + steps.ai + steps.extract + steps.record + steps.send > 0) {
        const auto ms = [&](double value) {
            return formats.duration(std::chrono::duration<double, std::milli>(value));
        };
        lines << tr("Steps: accept %1 › claim %2 › context %3 › AI %4 › extract %5 › record %6 › send %7")
                     .arg(ms(steps.accept), ms(steps.claim), ms(steps.context), ms(steps.ai), ms(steps.extract),
                          ms(steps.record), ms(steps.send));
    }
    if (card.outcome == TurnOutcome::Superseded)
        lines << tr("Not sent: %1 had come meanwhile.").arg(card.newerMessage.toString());
    if (card.outcome == TurnOutcome::Cancelled)
        lines << tr("Not sent: %1 took over.")
                     .arg(card.cancelledByName.isEmpty() ? card.cancelledBy.toString() : card.cancelledByName);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString LineDetail::factsOf(const DisputeLine& line) const
{
    const Formats& formats = m_look.formats();
    QStringList facts;
    for (const DisputeAttachment& file : line.attachments) {
        QStringList words{file.name.isEmpty() ? tr("file without a name") : file.name};
        if (!file.mimeType.isEmpty()) words << file.mimeType;
        words << (file.bytes >= 0 ? formats.bytes(file.bytes) : tr("size not known"));
        words << (file.checksum.isEmpty() ? tr("no checksum") : u"SHA-256 "_s + file.checksum);
        facts << tr("Attachment: %1").arg(words.join(u" · "_s));
    }
    if (line.editedAt)
        facts << tr("Edited at %1; this source keeps no earlier text.")
                     .arg(DisputeWords::clockMs(*line.editedAt, formats));
    if (line.deletedAt) {
        const QString when = DisputeWords::clockMs(*line.deletedAt, formats);
        facts << (line.hasOriginal ? tr("Deleted at %1; the original is kept.").arg(when)
                                   : tr("Deleted at %1; no original is kept.").arg(when));
    }
    if (line.card) facts << provenanceOf(*line.card);
    for (int i = 0; i < int(m_travel->thread().parties.size()); ++i) {
        const DisputeParty& party = m_travel->thread().parties[size_t(i)];
        const KnewCell cell = m_travel->cell(m_line, i, TimePoint::max());
        if (cell.knew == Knew::Sent) continue;
        facts << DisputeWords::cellExplained(cell, DisputeWords::partyName(party), formats);
    }
    facts.removeAll(QString());
    return facts.join(u'\n');
}

void LineDetail::write()
{
    const bool hasLine = m_line >= 0;
    for (QWidget* each : {static_cast<QWidget*>(m_body), static_cast<QWidget*>(m_facts)})
        each->setVisible(hasLine);
    m_original->hide();
    for (QWidget* each : std::initializer_list<QWidget*>{m_masked, m_reason, m_reveal})
        each->hide();
    if (!hasLine) {
        m_head->setText(tr("Choose a message to see everything that is known of it."));
        return;
    }
    const DisputeLine line = shownLine();
    QStringList head{QString::fromUtf8(line.id)};
    if (!line.name.isEmpty()) head << line.name;
    if (line.role != PartyRole::Other) head << DisputeWords::role(line.role);
    head << DisputeWords::millisecond(line.at, m_look.formats());
    m_head->setText(head.join(u"  ·  "_s));
    const bool isOpened = !m_openedLine.isEmpty() && m_openedLine == line.id;
    m_body->setText(line.body);
    m_body->setVisible(!m_body->text().isEmpty());
    m_facts->setText(factsOf(line));
    m_original->setText(tr("Open the original"));
    m_original->setToolTip(tr("That you opened it stands in the audit log."));
    m_original->setVisible(line.hasOriginal && !isOpened);
    writeMask(line);
}

void LineDetail::writeMask(const DisputeLine& line)
{
    const bool isRevealed = m_revealed && m_revealed->id == line.id;
    m_masked->setText(isRevealed ? tr("Revealed to you; your reason stands in the audit log.")
                                 : tr("Phone, card and identity numbers are masked."));
    m_masked->setVisible(line.isMasked);
    m_reason->setPlaceholderText(tr("Why you need them, for the audit log"));
    m_reason->setAccessibleName(tr("Why you need them, for the audit log"));
    m_reveal->setText(tr("Reveal"));
    m_reveal->setEnabled(!m_reason->text().trimmed().isEmpty());
    m_reason->setVisible(line.isMasked && !isRevealed && m_mayReveal);
    m_reveal->setVisible(line.isMasked && !isRevealed && m_mayReveal);
}

}  // namespace tongdai
