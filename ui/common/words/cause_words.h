#pragma once

#include <QString>

namespace tongdai {

/// Causes of failures, which the engine and the start write in English for logs and terminals, in the language of the
/// screens. Places ("settings.conf:2: …"), names and figures stay; what is not known stays as it came.
/// Called on the GUI thread.
class CauseWords {
public:
    /// One or more lines.
    static QString of(const QString& cause);
    /// What a chat platform gave as its reason ("status 403: (#10) …"): what its number or status means. Its own text,
    /// which is in whatever language, belongs behind a hover.
    static QString ofPlatform(const QString& cause);
    /// The English sentences there are words for, with %1… where something is filled in.
    static QStringList sources();

private:
    static QString ofStatus(int status);
    /// Its numbers, in whatever text they come; empty: none that is known.
    static QString ofFacebook(const QString& cause);
};

}  // namespace tongdai
