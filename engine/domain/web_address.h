#pragma once

#include <QString>

namespace tongdai {

/// An address somebody typed, in the one spelling browsers and HTTP clients use, or why it has none. `problem` goes on
/// after the quoted text: "'x' has a path; …".
struct WebAddress {
    QString text;
    QString problem;
};

/// The origin of a web page as browsers send it (RFC 6454 §6.2): scheme and host in lower case, international names in
/// their ASCII form, no default port, nothing behind. Any thread; never throws.
WebAddress webOrigin(const QString& typed);

/// The name of a host as it stands in a Host header, without port and brackets. A scheme, a port and a slash at the end
/// are left out, as only the name is compared. Any thread; never throws.
WebAddress hostName(const QString& typed);

}  // namespace tongdai
