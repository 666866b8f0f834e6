using Entente.Access.Model;
using Entente.Access.Scim.Model;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Scim;

/// <summary>Gives members of a directory the roles that their groups come to. Stages, the caller saves.</summary>
internal sealed class GiveRoles(EntenteDb db)
{
    /// <param name="without">A group that is about to go.</param>
    /// <param name="now">A group whose members are about to be these.</param>
    /// <param name="otherwise">The role without a group, where it is about to change.</param>
    public async Task To(
        DirectoryVisit directory,
        IReadOnlyCollection<MembershipId> members,
        DirectoryGroupId? without = null,
        (DirectoryGroup Group, IReadOnlySet<MembershipId> Members)? now = null,
        GivenRole? otherwise = null,
        CancellationToken ct = default
    )
    {
        if (members.Count == 0)
            return;
        // Only groups that were given a role say anything; the rest leave everybody as they are.
        var groups = await db.Set<DirectoryGroup>()
            .Where(g => g.DirectoryId == directory.Id && (g.StaffRole != null || g.PartnerRole != null))
            .ToListAsync(ct);
        if (groups.Count == 0 && otherwise is null)
            return;
        var ids = groups.Select(g => g.Id).ToList();
        var kept = await db.Set<DirectoryGroupMember>()
            .Where(m => members.Contains(m.MembershipId) && ids.Contains(m.GroupId))
            .Select(m => new { m.GroupId, m.MembershipId })
            .ToListAsync(ct);
        var fallback = otherwise ?? (await db.Set<PeopleDirectory>().SingleAsync(d => d.Id == directory.Id, ct)).Otherwise;
        foreach (var member in await db.Set<Membership>().Where(m => members.Contains(m.Id)).ToListAsync(ct))
        {
            var given = groups
                .Where(g => g.Id != without)
                .Where(g =>
                    now is { } told && told.Group.Id == g.Id
                        ? told.Members.Contains(member.Id)
                        : kept.Any(k => k.GroupId == g.Id && k.MembershipId == member.Id)
                )
                .Select(g => new GivenRole(g.StaffRole, g.PartnerRole))
                .ToList();
            WriteUser.Give(member, GroupRoles.Of(directory.Side, given, fallback));
        }
    }
}
