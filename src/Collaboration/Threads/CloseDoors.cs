using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>Somebody's access was cut: the reply addresses they were given stand for nobody any more. The next mail brings a new one.</summary>
internal sealed class CloseDoors(EntenteDb db) : IHandle<AccessCut>
{
    public async Task Handle(AccessCut what, Telling telling, CancellationToken ct) =>
        db.RemoveRange(await db.Set<ReplyDoor>().Where(d => d.Recipient == what.Person).ToListAsync(ct));
}
