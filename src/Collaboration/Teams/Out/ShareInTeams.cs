using Entente.Collaboration.Model;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Rules;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Teams.Out;

/// <summary>
/// What is shared with a partner is said in its channels too; not in the one that it was said in. An internal message announces no such event, and nothing
/// here names its table.
/// </summary>
internal sealed class ShareInTeams(EntenteDb db, TeamsOut teams) : IHandle<MessageShared>
{
    public async Task Handle(MessageShared what, Telling telling, CancellationToken ct)
    {
        if (await teams.Working(ct) is null)
            return;
        var message = await db.Set<SharedMessage>().AsNoTracking().SingleAsync(m => m.Id == what.Message, ct);
        var channels = await db.Set<TeamsChannel>()
            .AsNoTracking()
            .Where(c => c.With == message.PartnerId && c.GoneAt == null)
            .Select(c => c.ChannelId)
            .ToListAsync(ct);
        foreach (var channel in channels.Where(c => !TeamsSaid.In(c, message.Submission)))
            teams.Share(message, channel);
        // The relay saves.
    }
}
