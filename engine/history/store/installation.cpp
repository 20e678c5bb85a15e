#include "engine/history/store/installation.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QByteArray installationId(SqlSession& session)
{
    static const SqlInsert insert{u"installation"_s,
                                  {{u"name"_s, SqlType::Text}, {u"value"_s, SqlType::Text}},
                                  SqlInsert::OnConflict::KeepOld,
                                  {u"name"_s}};
    const auto stored = [&session] { return session.query(u"select value from installation where name = 'id'"_s); };
    SqlRows found = stored();
    if (found.isEmpty()) {
        // Two engines may open a new store at once: the first row stays, both read it.
        const std::vector<SqlParams> drawn{{u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)}};
        session.insertMany(insert, drawn);
        found = stored();
    }
    return found[0][0].toText().toLatin1();
}

}  // namespace tongdai
