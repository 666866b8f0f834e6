using Entente.Access.Model;
using Entente.Access.Rules;
using Entente.Access.Safelist;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Http;

/// <summary>
/// The one place that says what a member may do and see now: by their role, the workspace's own role, their scope, their restriction. Asked anew on
/// every request; who has a built-in role and no scope costs no further query.
/// </summary>
internal sealed class Standing(EntenteDb db, IEnumerable<IActorFacts> facts)
{
    private IReadOnlyList<ScopedPartner>? partners;

    public async Task<Actor> Of(Membership member, string name, Channel channel, CancellationToken ct)
    {
        if (member.Side is MemberSide.Partner)
            return new(
                member.WorkspaceId,
                ActorKind.Partner,
                channel,
                member.PersonId,
                member.PartnerId,
                name,
                PartnerRights.Of(member.PartnerRole!.Value)
            )
            {
                OwnOnly = member.Restricted,
            };
        var role = member.CustomRoleId is { } own
            ? await db.Set<CustomRole>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == own, ct)
            : null;
        return new(member.WorkspaceId, ActorKind.Staff, channel, member.PersonId, Name: name, Permissions: May(member, role))
        {
            Scope = Scopes(member, role).Any(s => !s.IsEverything)
                ? DataScope.Left(Scopes(member, role), await Partners(ct), member.PersonId)
                : null,
        };
    }

    /// <summary>What a member of staff may do now. Nothing, if their role is gone.</summary>
    public static IReadOnlySet<string> May(Membership member, CustomRole? role)
    {
        IReadOnlySet<string> given =
            member.StaffRole is { } built ? Permissions.Of(built)
            : role is { RemovedAt: null } ? role.Permissions.Where(Permissions.All.Contains).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>();
        return Scopes(member, role).Any(s => !s.IsEverything)
            ? given.Where(Permissions.Narrowable.Contains).ToHashSet(StringComparer.Ordinal)
            : given;
    }

    public static IReadOnlyList<DataScope> Scopes(Membership member, CustomRole? role) =>
        role is null ? [member.Scope] : [role.Scope, member.Scope];

    public async Task<IReadOnlyList<ScopedPartner>> Partners(CancellationToken ct)
    {
        if (partners is not null)
            return partners;
        var all = new List<ScopedPartner>();
        foreach (var source in facts)
            all.AddRange(await source.All(ct));
        return partners = all;
    }
}
