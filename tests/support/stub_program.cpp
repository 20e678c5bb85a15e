#include "tests/support/stub_program.h"

#include "tests/support/stub_http_server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTextStream>

#include <cstdio>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

int refuse(const QString& mistake)
{
    QTextStream(stderr) << mistake << Qt::endl;
    return 2;
}

}  // namespace

int runStub(StubHttpServer& stub)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Stand-in for a service, for tests and benchmarks. POST /_stub/script changes its "
        "behaviour while it runs, GET /_stub/stats counts."_s);
    parser.addHelpOption();
    parser.addOptions(
        {{u"port"_s, u"Port on 127.0.0.1; 0: any free one."_s, u"N"_s, u"0"_s},
         {u"delay"_s, u"Before every answer, in ms: N or MIN..MAX."_s, u"MS"_s, u"0"_s},
         {u"status"_s, u"Status of every answer."_s, u"CODE"_s, u"200"_s},
         {u"fault"_s, u"none, garbage, not-http, oversize, trickle, close, cut or silent."_s, u"F"_s, u"none"_s},
         {u"record"_s, u"Append every request to FILE, one JSON object a line."_s, u"FILE"_s},
         {u"seed"_s, u"Seed of the random delays."_s, u"N"_s, u"1"_s}});
    parser.process(*QCoreApplication::instance());
    QString mistake;
    const auto script = StubScript::fromJson({{u"delay"_s, parser.value(u"delay"_s)},
                                              {u"status"_s, parser.value(u"status"_s).toInt()},
                                              {u"fault"_s, parser.value(u"fault"_s)}},
                                             &mistake);
    if (!script) return refuse(mistake);
    stub.setScript(*script);
    stub.setSeed(parser.value(u"seed"_s).toUInt());
    stub.setKeepInMemory(false);
    if (parser.isSet(u"record"_s) && !stub.recordTo(parser.value(u"record"_s)))
        return refuse(u"cannot write the record"_s);
    if (!stub.listen(parser.value(u"port"_s).toUShort())) return refuse(u"cannot listen"_s);
    std::printf("{\"event\":\"ready\",\"port\":%d}\n", int(stub.port()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}

}  // namespace tongdai::testing
