#include "engine/host/machine/system_random.h"

#include <QRandomGenerator>

namespace tongdai {

QByteArray SystemRandom::bytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    QRandomGenerator* const source = QRandomGenerator::system();
    for (int i = 0; i < count; ++i)
        bytes[i] = char(source->bounded(256));
    return bytes;
}

double SystemRandom::unit()
{
    return QRandomGenerator::global()->generateDouble();
}

}  // namespace tongdai
