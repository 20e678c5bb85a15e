#include "tests/engine/server/recorded_exchange.h"

#include <QJsonDocument>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

QJsonObject readRecord(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError) qFatal("%s: %s", qPrintable(path), qPrintable(error.errorString()));
    return document.object();
}

void addRecordRows(const QDir& folder)
{
    QTest::addColumn<QString>("file");
    for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name))
        QTest::newRow(qPrintable(name.chopped(5))) << folder.filePath(name);
}

http::Request recordedRequest(const QJsonObject& asked)
{
    http::Request request;
    request.method = asked[u"method"].toString().toLatin1();
    request.target = asked[u"target"].toString().toLatin1();
    const qsizetype query = request.target.indexOf('?');
    request.path = QString::fromLatin1(query < 0 ? request.target : request.target.left(query));
    if (query >= 0) request.query = QUrlQuery(QString::fromLatin1(request.target.mid(query + 1)));
    request.headers.emplaceBack("Host"_ba, "localhost:8000"_ba);
    if (asked.contains(u"accept"_s)) request.headers.emplaceBack("Accept"_ba, asked[u"accept"].toString().toLatin1());
    if (asked.contains(u"body"_s)) {
        request.headers.emplaceBack("Content-Type"_ba, "application/json"_ba);
        request.body = QJsonDocument(asked[u"body"].toObject()).toJson(QJsonDocument::Compact);
    }
    if (asked.contains(u"content_type"_s))
        request.headers.emplaceBack("Content-Type"_ba, asked[u"content_type"].toString().toLatin1());
    request.body += asked[u"raw_body"].toString().toUtf8();
    return request;
}

QJsonObject recordedHeaders(const http::Response& response)
{
    QJsonObject headers;
    for (const http::Header& header : response.headers)
        headers.insert(QString::fromLatin1(header.first), QString::fromLatin1(header.second));
    return headers;
}

void compareWithRecord(const QString& path, QJsonObject record, const QJsonObject& answer)
{
    if (qEnvironmentVariableIsSet("TONGDAI_UPDATE_GOLDEN")) {
        record.insert(u"answer"_s, answer);
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(QJsonDocument(record).toJson());
        return;
    }
    QCOMPARE(QJsonDocument(answer).toJson(), QJsonDocument(record[u"answer"].toObject()).toJson());
}

}  // namespace tongdai::testing
