using Entente.Access;
using Entente.Collaboration.Teams.Model;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Teams.People;

/// <summary>Somebody’s access was cut: no Teams account acts in their name any more until it is linked anew.</summary>
internal sealed class CutInTeams(EntenteDb db) : IHandle<AccessCut>
{
    public async Task Handle(AccessCut what, Telling telling, CancellationToken ct)
    {
        foreach (var member in await db.Set<TeamsMember>().Where(m => m.Person == what.Person).ToListAsync(ct))
            member.Unlink();
    }
}
