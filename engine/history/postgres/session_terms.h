#pragma once

#include <map>
#include <string>

namespace tongdai::postgres {

/// What the server holds our statements to: their deadlines (guarantees 2.14), how values are spelled, how plans are
/// made, whether anything may be written. A connection of our own is given them when it is made. A pooler gives each
/// transaction whatever connection is free: there they are set anew for each, in the flight that begins it
/// (guarantees 2.22). Plain value.
class SessionTerms {
public:
    enum class Until { TransactionEnds, ConnectionEnds };

    explicit SessionTerms(bool readOnly);

    /// Without the deadlines of small statements.
    void liftLimits();
    /// For the connection string: "-c name=value …".
    std::string options() const;
    /// One statement that sets them.
    std::string statement(Until until) const;

private:
    std::map<std::string, std::string> m_settings;
    bool m_readOnly;
};

}  // namespace tongdai::postgres
