using Entente.Access;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Teams.People;

/// <summary>
/// Finds out who somebody in Teams is here: whoever signed in here for that account, and nobody by a name or an address, which the admins of a guest’s own
/// organisation choose. What they may do is looked up each time.
/// </summary>
internal sealed class TeamsPeople(EntenteDb db, AccessApi access)
{
    /// <summary>The account with what this activity says of it; the caller saves. Null: nobody did it.</summary>
    public async Task<TeamsMember?> Seen(TeamsCall call, CancellationToken ct)
    {
        if (call.AadId.Length == 0 || call.User.Length == 0 || call.ByApp)
            return null;
        var member = await db.Set<TeamsMember>().SingleOrDefaultAsync(m => m.AadId == call.AadId, ct);
        if (member is null)
        {
            await using var held = await db.Hold(["teams-member:" + call.AadId], ct);
            member = await db.Set<TeamsMember>().SingleOrDefaultAsync(m => m.AadId == call.AadId, ct);
            if (member is null)
                db.Add(member = new TeamsMember { AadId = call.AadId });
            Note(member, call);
            await held.Save(ct);
        }
        Note(member, call);
        return member;
    }

    /// <summary>With the rights that they have at this moment; null: nobody here.</summary>
    public async Task<Actor?> Who(TeamsMember member, CancellationToken ct)
    {
        if (member.Person is not { } person || (await access.Members([person], ct)).SingleOrDefault(m => m.Active) is not { } card)
            return null;
        return card.Side is MemberSide.Staff
            ? await access.StaffActor(person, Channel.Teams, ct)
            : await access.PartnerActor(person, card.Partner!.Value, Channel.Teams, ct);
    }

    private static void Note(TeamsMember member, TeamsCall call)
    {
        member.Seen(call.User, call.UserName, call.ServiceUrl);
        if (call.Personal && call.Kind is TeamsKind.Removed)
            member.Part();
        else if (call.Personal && call.Channel.Length > 0)
            member.Meet(call.Channel);
    }
}
