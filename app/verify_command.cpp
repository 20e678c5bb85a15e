#include "app/verify_command.h"

#include "engine/evidence/verify_package.h"

#include <QJsonObject>

#include <cstdio>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

QString flawWords(const EvidenceFlaw& flaw)
{
    switch (flaw.kind) {
        case EvidenceFlaw::Kind::Row: return u"row %1 is not the one that was signed"_s.arg(flaw.row);
        case EvidenceFlaw::Kind::RowOrder: return u"row %1 is not in its place"_s.arg(flaw.row);
        case EvidenceFlaw::Kind::Signature: return u"the signature does not fit the key"_s;
        case EvidenceFlaw::Kind::Manifest: return u"the manifest cannot be read, or does not fit the rows"_s;
        case EvidenceFlaw::Kind::File: return u"the file %1 is not the one that was signed"_s.arg(flaw.what);
        case EvidenceFlaw::Kind::Container:
            return flaw.what.isEmpty() ? u"bytes around the rows are not those that were signed"_s
                                       : u"%1 does not belong into the package"_s.arg(flaw.what);
    }
    Q_UNREACHABLE();
}

QString lackWords(const EvidenceLack& lack)
{
    switch (lack.kind) {
        case EvidenceLack::Kind::Tail:
            return lack.to == 0 ? u"the end of the file is missing"_s
                                : u"the file ends too early: rows %1 to %2 are missing"_s.arg(lack.from).arg(lack.to);
        case EvidenceLack::Kind::Gap:
            return u"lines %1 to %2 of the conversation were not in the store any more when it was exported"_s
                .arg(lack.from)
                .arg(lack.to);
        case EvidenceLack::Kind::Newest:
            return u"newer lines, %1 to %2, were known when it was exported, and are not here"_s.arg(lack.from).arg(
                lack.to);
        case EvidenceLack::Kind::File:
            return lack.what == "seal"_L1 ? u"the seal is missing: the file was packed again by another program"_s
                                          : u"the file %1 is missing"_s.arg(lack.what);
        case EvidenceLack::Kind::Anchor:
            return u"when it was exported the audit log did not fit the anchor outside the store (%1)"_s.arg(lack.what);
    }
    Q_UNREACHABLE();
}

QString aboutWords(const EvidenceVerdict& verdict)
{
    if (verdict.manifest.isEmpty()) return {};
    const QJsonValue subject = verdict.manifest["subject"_L1];
    const QJsonValue exported = verdict.manifest["exported"_L1];
    const QJsonValue anchor = verdict.manifest["completeness"_L1]["anchor_outside_the_store"_L1];
    QString words;
    const auto say = [&words](const QString& name, const QString& what) {
        if (!what.isEmpty()) words += u"%1 %2\n"_s.arg(name, -14).arg(what);
    };
    say(u"Shop"_s, exported["shop"_L1].toString());
    say(u"Conversation"_s, subject["conversation_id"_L1].toString());
    say(u"Customer"_s, subject["customer_name"_L1].toString());
    say(u"Exported"_s, u"%1 by %2, Tongdai %3"_s.arg(exported["at"_L1].toString(), exported["by"_L1].toString(),
                                                     exported["program"_L1].toString()));
    say(u"Content"_s, u"%1, %2"_s.arg(verdict.manifest["masked"_L1].toBool() ? u"masked"_s : u"not masked"_s,
                                      verdict.manifest["notes"_L1].toBool() ? u"with notes"_s : u"without notes"_s));
    say(u"Rows"_s, u"%1 of %2"_s.arg(verdict.rows).arg(verdict.expectedRows));
    say(u"Chain head"_s, QString::fromLatin1(verdict.head.toHex()));
    say(u"Anchor"_s,
        u"%1, %2 audit entries"_s.arg(anchor["state"_L1].toString()).arg(anchor["audit_entries"_L1].toInteger()));
    say(u"Key"_s, keyFingerprint(verdict.publicKey));
    return words;
}

/// Control characters of a stranger's package could write over a terminal.
QString printable(QString words)
{
    for (QChar& c : words) {
        if (c != u'\n' && !c.isPrint()) c = u'?';
    }
    return words;
}

}  // namespace

SpokenVerdict speak(const EvidenceVerdict& verdict, const QString& wantedKey)
{
    if (!verdict.refusal.isEmpty())
        return {printable(u"Not a package of evidence: %1.\n"_s.arg(verdict.refusal)), kExitNoEvidence};
    SpokenVerdict spoken;
    spoken.words = aboutWords(verdict);
    QString fingerprint = wantedKey;
    fingerprint.remove(u' ');
    const bool isOthers = !fingerprint.isEmpty() &&
                          fingerprint.compare(keyFingerprint(verdict.publicKey).remove(u' '), Qt::CaseInsensitive) != 0;
    const bool isWhole = verdict.isWhole() && !isOthers;
    spoken.words +=
        isWhole ? u"INTEGRITY      whole: what is here is what was signed\n"_s : u"INTEGRITY      DAMAGED\n"_s;
    if (isOthers) spoken.words += u"  - it is signed with another key than the one you named\n"_s;
    for (const EvidenceFlaw& flaw : verdict.flaws)
        spoken.words += u"  - %1\n"_s.arg(flawWords(flaw));
    spoken.words +=
        verdict.isComplete() ? u"COMPLETENESS   complete: no number is missing\n"_s : u"COMPLETENESS   INCOMPLETE\n"_s;
    for (const EvidenceLack& lack : verdict.lacks)
        spoken.words += u"  - %1\n"_s.arg(lackWords(lack));
    if (isWhole && fingerprint.isEmpty())
        spoken.words +=
            u"Ask the shop for the fingerprint of its key by another way, and name it with --key: anybody "
            "can sign with a key of their own.\n"_s;
    spoken.words = printable(spoken.words);
    spoken.exitCode = !isWhole ? kExitDamaged : !verdict.isComplete() ? kExitIncomplete : 0;
    return spoken;
}

int runVerifyCommand(const CommandLine& line)
{
    const SpokenVerdict spoken = speak(evidence::verifyPackage(line.evidenceFile), line.evidenceKey);
    std::fputs(qUtf8Printable(spoken.words), spoken.exitCode == kExitNoEvidence ? stderr : stdout);
    return spoken.exitCode;
}

}  // namespace tongdai::app
