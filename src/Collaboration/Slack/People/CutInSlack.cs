using Entente.Access;
using Entente.Collaboration.Slack.Model;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Slack.People;

/// <summary>Somebody’s access was cut: no Slack account acts in their name any more until it is linked, or proven by its address, anew.</summary>
internal sealed class CutInSlack(EntenteDb db) : IHandle<AccessCut>
{
    public async Task Handle(AccessCut what, Telling telling, CancellationToken ct)
    {
        foreach (var member in await db.Set<SlackMember>().Where(m => m.Linked == what.Person || m.Person == what.Person).ToListAsync(ct))
            member.Unlink();
    }
}
