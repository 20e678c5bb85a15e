#include "engine/host/dispute/dispute_mask.h"

#include "engine/domain/text/mask_text.h"

namespace tongdai {

namespace {

/// Whether something was masked.
bool maskIn(QString& text)
{
    QString masked = maskText(text);
    const bool isOther = masked != text;
    text = std::move(masked);
    return isOther;
}

/// An id that is a number of somebody stays what lines are matched by; people are shown the masked one.
void nameMasked(QString& name, const QByteArray& id)
{
    if (!name.isEmpty() || id.isEmpty()) {
        maskIn(name);
        return;
    }
    QString shown = QString::fromUtf8(id);
    if (maskIn(shown)) name = shown;
}

}  // namespace

void DisputeMask::begin(const ThreadRef& ref)
{
    m_ref = ref;
    m_clear.clear();
}

void DisputeMask::mask(const ThreadRef& ref, DisputeThread& thread)
{
    maskIn(thread.title);
    for (DisputeParty& party : thread.parties)
        nameMasked(party.name, party.id);
    for (DisputeLine& line : thread.lines)
        mask(line, ref == m_ref);
}

void DisputeMask::mask(DisputeLine& line, bool isKept)
{
    const DisputeLine clear = line;
    const bool isNameMasked = maskIn(line.name);
    line.isMasked = maskIn(line.body) || isNameMasked;
    for (DisputeAttachment& file : line.attachments) {
        const bool isFileMasked = maskIn(file.name);
        maskIn(file.url);
        line.isMasked = line.isMasked || isFileMasked;
    }
    if (line.card) {
        for (Action& action : line.card->actions)
            action.data = maskJson(action.data).toObject();
    }
    if (line.isMasked && isKept) m_clear.insert(line.id, clear);
}

void DisputeMask::mask(DisputeHit& hit)
{
    maskIn(hit.body);
    maskIn(hit.who);
    hit.note = maskJson(hit.note).toObject();
}

void DisputeMask::mask(DisputeCase& shown)
{
    maskIn(shown.title);
    maskIn(shown.parties);
}

bool DisputeMask::maskOriginal(const ThreadRef& ref, const QByteArray& line, QString& text)
{
    const QString clear = text;
    if (!maskIn(text)) return false;
    if (ref != m_ref) return true;
    DisputeLine& kept = m_clear[line];
    kept.id = line;
    kept.body = clear;
    return true;
}

std::optional<DisputeLine> DisputeMask::clear(const ThreadRef& ref, const QByteArray& line) const
{
    const auto found = m_clear.constFind(line);
    if (ref != m_ref || found == m_clear.cend()) return std::nullopt;
    return *found;
}

}  // namespace tongdai
