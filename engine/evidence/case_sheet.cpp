#include "engine/evidence/case_sheet.h"

#include "engine/domain/text/mask_text.h"
#include "engine/evidence/evidence_book.h"

#include <QJsonArray>

namespace tongdai::evidence {

using namespace Qt::StringLiterals;

namespace {

QByteArray maskedBytes(const QByteArray& id)
{
    return maskText(QString::fromUtf8(id)).toUtf8();
}

void maskCase(CaseFile& file)
{
    for (QString* text : {&file.shown.title, &file.shown.parties, &file.openedName, &file.verdict.reasoning,
                          &file.verdict.proposedName, &file.verdict.approvedName})
        *text = maskText(*text);
    file.message = maskedBytes(file.message);
    file.shown.ref.thread = maskedBytes(file.shown.ref.thread);
    for (CaseNote& note : file.notes) {
        note.body = maskText(note.body);
        note.name = maskText(note.name);
    }
}

QJsonObject noteJson(const CaseNote& note)
{
    if (isWithheld(note)) return {{u"at"_s, utcText(note.at)}, {u"withheld"_s, true}};
    return {{u"at"_s, utcText(note.at)}, {u"by"_s, note.name}, {u"text"_s, note.body}};
}

}  // namespace

CaseFile caseToExport(CaseFile file, bool isMasked, bool withNotes)
{
    for (CaseNote& note : file.notes) {
        if (!withNotes) note = {{}, {}, {}, note.at};
    }
    if (isMasked) maskCase(file);
    return file;
}

QJsonObject caseJson(const CaseFile& file)
{
    const DisputeCase& shown = file.shown;
    QJsonObject json{{u"number"_s, shown.number},   {u"title"_s, shown.title},
                     {u"status"_s, shown.status},   {u"opened_at"_s, utcText(shown.openedAt)},
                     {u"parties"_s, shown.parties}, {u"opened_by"_s, file.openedName},
                     {u"held"_s, shown.isHeld},     {u"open"_s, shown.isOpen}};
    if (shown.deadline) json.insert(u"deadline"_s, utcText(*shown.deadline));
    if (!shown.currency.isEmpty()) {
        json.insert(u"amount"_s, shown.amount);
        json.insert(u"currency"_s, shown.currency);
    }
    if (!file.message.isEmpty()) json.insert(u"opened_from_message"_s, QString::fromUtf8(file.message));
    const CaseVerdict& given = file.verdict;
    if (given.verdict != DisputeVerdict::NotGiven) {
        QJsonObject verdict{{u"fault"_s, QString(verdictWord(given.verdict))}, {u"reasoning"_s, given.reasoning}};
        verdict.insert(u"proposed_by"_s, given.proposedName);
        if (given.proposedAt) verdict.insert(u"proposed_at"_s, utcText(*given.proposedAt));
        if (given.decidedAt) {
            verdict.insert(u"approved_by"_s, given.approvedName);
            verdict.insert(u"approved_at"_s, utcText(*given.decidedAt));
        }
        json.insert(u"verdict"_s, verdict);
    }
    QJsonArray notes;
    for (const CaseNote& note : file.notes)
        notes.append(noteJson(note));
    json.insert(u"notes"_s, notes);
    return json;
}

}  // namespace tongdai::evidence
