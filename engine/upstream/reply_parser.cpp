#include "engine/upstream/reply_parser.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace beast = boost::beast;

namespace {

/// Interim answers (1xx) before the real one; a service that sends more is broken.
constexpr int kMaxInterim = 8;

QByteArray toBytes(beast::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

}  // namespace

struct ReplyParser::Private {
    using BeastParser = beast::http::response_parser<beast::http::string_body>;

    void reset()
    {
        parser.emplace();
        parser->eager(false);  // stop behind the head, to look at it before memory is reserved for a body
        parser->header_limit(quint32(headerLimit));
        parser->body_limit(quint64(bodyLimit));
        isHeadChecked = false;
    }

    qsizetype headerLimit;
    qsizetype bodyLimit;
    std::optional<BeastParser> parser;
    QByteArray unread;
    int interim = 0;
    bool hasBegun = false;
    bool isHeadChecked = false;
};

ReplyParser::ReplyParser(qsizetype headerLimit, qsizetype bodyLimit)
    : d(new Private{headerLimit, bodyLimit, {}, {}, 0, false, false})
{
    d->reset();
}

ReplyParser::~ReplyParser() = default;

namespace {

std::optional<ReplyParser::Problem> problemOf(const beast::error_code& error)
{
    if (error == beast::http::error::body_limit) {
        return ReplyParser::Problem{HttpFailure::Kind::TooLarge, u"an answer larger than the limit"_s};
    }
    if (error == beast::http::error::header_limit) {
        return ReplyParser::Problem{HttpFailure::Kind::TooLarge, u"an answer head larger than the limit"_s};
    }
    return ReplyParser::Problem{HttpFailure::Kind::Malformed,
                                u"not HTTP: %1"_s.arg(QString::fromStdString(error.message()))};
}

/// Beast 1.74 passes unknown transfer codings through as if the body had none, and forgets its body limit when a
/// Content-Length announces more.
template <class Parser>
std::optional<ReplyParser::Problem> checkHead(const Parser& parser, qsizetype bodyLimit)
{
    const auto& head = parser.get();
    if (const auto length = parser.content_length(); length && *length > quint64(bodyLimit)) {
        return problemOf(beast::http::error::body_limit);
    }
    const auto coding = toBytes(head[beast::http::field::transfer_encoding]);
    if (!coding.isEmpty() && coding.toLower() != "chunked") {
        return ReplyParser::Problem{HttpFailure::Kind::Malformed, u"an unknown transfer encoding"_s};
    }
    const auto content = toBytes(head[beast::http::field::content_encoding]).toLower();
    if (!content.isEmpty() && content != "identity") {
        return ReplyParser::Problem{HttpFailure::Kind::Malformed, u"a compressed answer nobody asked for"_s};
    }
    return {};
}

}  // namespace

std::optional<ReplyParser::Problem> ReplyParser::feed(const QByteArray& bytes)
{
    d->hasBegun = d->hasBegun || !bytes.isEmpty();
    d->unread += bytes;
    while (!d->unread.isEmpty() && !d->parser->is_done()) {
        beast::error_code error;
        const auto used =
            d->parser->put(boost::asio::const_buffer(d->unread.constData(), size_t(d->unread.size())), error);
        d->unread.remove(0, qsizetype(used));
        if (error && error != beast::http::error::need_more) return problemOf(error);
        if (d->parser->is_header_done() && !std::exchange(d->isHeadChecked, true)) {
            if (auto problem = checkHead(*d->parser, d->bodyLimit)) return problem;
            d->parser->eager(true);
            if (!d->parser->is_done()) continue;
        }
        if (d->parser->is_done() && d->parser->get().result_int() / 100 == 1) {
            if (++d->interim > kMaxInterim || d->parser->get().result_int() == 101) {
                return Problem{HttpFailure::Kind::Malformed, u"interim answers only"_s};
            }
            d->reset();
            continue;
        }
        if (error == beast::http::error::need_more || used == 0) break;
    }
    return {};
}

bool ReplyParser::feedEnd()
{
    if (!d->parser->got_some()) return false;
    beast::error_code error;
    d->parser->put_eof(error);
    return !error && d->parser->is_done();
}

bool ReplyParser::isDone() const
{
    return d->parser->is_done();
}

bool ReplyParser::hasBegun() const
{
    return d->hasBegun;
}

std::optional<int> ReplyParser::status() const
{
    if (!d->parser->is_header_done()) return {};
    return int(d->parser->get().result_int());
}

bool ReplyParser::mayKeepConnection() const
{
    return d->parser->keep_alive() && d->unread.isEmpty();
}

QByteArrayView ReplyParser::bodySoFar() const
{
    if (!d->parser->is_header_done()) return {};
    const std::string& body = d->parser->get().body();
    return QByteArrayView(body.data(), qsizetype(body.size()));
}

HttpReply ReplyParser::takeReply()
{
    auto message = d->parser->release();
    HttpReply reply;
    reply.status = int(message.result_int());
    for (const auto& field : message)
        reply.headers.append({toBytes(field.name_string()).toLower(), toBytes(field.value())});
    reply.body = QByteArray(message.body().data(), qsizetype(message.body().size()));
    return reply;
}

}  // namespace tongdai::upstream
