#pragma once

#include "tests/support/stub_http_server.h"

namespace tongdai::testing {

/// A page of the shop's own site, on an origin of its own, that embeds the chat.
class ShopPage final : public StubHttpServer {
public:
    /// `attributes`: of the script line, as its author wrote them. `before`: a script the page runs first.
    void embed(const QUrl& engine, const QString& attributes, const QString& before = {})
    {
        StubScript script;
        script.headers = {{"Content-Type", "text/html; charset=utf-8"}};
        const QString html = QStringLiteral(
            "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
            "content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"data:,\"><title>Shop</title>"
            "<style>* { color: red; font-size: 40px } button { display: none }</style><h1>Shop</h1>"
            "<script>%3</script><script src=\"%1/widget.js\" %2 async></script></html>");
        script.body = html.arg(engine.toString(), attributes, before).toUtf8();
        setScript(script);
    }
    QByteArray origin() const { return "http://127.0.0.1:" + QByteArray::number(port()); }

protected:
    Answer answerTo(const StubRequest&) override { return {}; }
};

}  // namespace tongdai::testing
