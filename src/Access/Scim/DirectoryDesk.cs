using Entente.Access.Model;
using Entente.Access.Scim.Model;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Scim;

/// <summary>A token in the list.</summary>
public sealed record DirectoryTokenRow(
    DirectoryTokenId Id,
    string Name,
    string Hint,
    string MadeBy,
    DateTimeOffset MadeAt,
    DateTimeOffset? LastCall,
    DateTimeOffset? RevokedAt
);

/// <summary>A group of the directory.</summary>
/// <param name="Role">The name of the role it gives; empty: none.</param>
public sealed record DirectoryGroupRow(Guid Id, string Name, int Members, string Role);

/// <param name="Address">What the directory is given.</param>
/// <param name="Otherwise">The name of the role of somebody whose groups give none.</param>
/// <param name="People">How many the directory keeps.</param>
public sealed record DirectorySheetView(
    string Address,
    IReadOnlyList<DirectoryTokenRow> Tokens,
    IReadOnlyList<DirectoryGroupRow> Groups,
    IReadOnlyList<(string Name, string Words)> Roles,
    string Otherwise,
    int People,
    DateTimeOffset? LastCall,
    (DateTimeOffset At, string What)? LastFault
);

/// <summary>
/// Sets a directory up: staff who manage people for the vendor's own, an admin of a partner for the partner's. The token is told once, to whoever
/// made it.
/// </summary>
public sealed class DirectoryDesk(EntenteDb db, Actor actor, Workspaces workspaces, PublicAddress address, TimeProvider clock)
{
    /// <summary>Living tokens of one directory; nobody keeps track of more.</summary>
    public const int Most = 20;
    private const int LongestName = 60;
    private const int HintLength = 6;

    public static Problem MayNot => Problem.Forbidden("directory.may_not", "Only an administrator connects a directory.");

    private MemberSide Side => actor.Partner is null ? MemberSide.Staff : MemberSide.Partner;

    /// <summary>Whether this actor sets the directory up.</summary>
    public async Task<bool> May(CancellationToken ct) =>
        actor switch
        {
            { Channel: not Channel.Web } or { ReadOnly: true } => false,
            { Kind: ActorKind.Staff } => actor.May(Permissions.ManagePeople),
            { Kind: ActorKind.Partner, Person: { } person } => await db.Set<Membership>()
                .AnyAsync(m => m.PersonId == person && m.Active && m.PartnerRole == PartnerRole.Admin, ct),
            _ => false,
        };

    public async Task<DirectorySheetView> Show(CancellationToken ct)
    {
        var root = address.Of($"/w/{(await workspaces.Get(db.Workspace, ct)).Slug}/scim/v2");
        var roles = GroupRoles.Offered(Side).Select(r => (r.Name, r.Words)).ToList();
        if (!await May(ct) || await Own(ct) is not { } directory)
            return new(root, [], [], roles, PeopleDirectory.Of(actor.Partner, clock.GetUtcNow()).Otherwise.Name, 0, null, null);
        var id = directory.Id;
        var tokens = await (
            from t in db.Set<DirectoryToken>().AsNoTracking()
            join p in db.Set<Person>() on t.MadeBy equals p.Id
            join c in db.Set<DirectoryCall>() on t.Id equals c.TokenId into calls
            from call in calls.DefaultIfEmpty()
            where t.DirectoryId == id
            orderby t.RevokedAt != null, t.MadeAt descending
            select new
            {
                Token = t,
                p.Name,
                Call = call,
            }
        ).ToListAsync(ct);
        var groups = await db.Set<DirectoryGroup>()
            .Where(g => g.DirectoryId == id)
            .OrderBy(g => g.DisplayName)
            .Select(g => new { Group = g, Members = db.Set<DirectoryGroupMember>().Count(m => m.GroupId == g.Id) })
            .AsNoTracking()
            .ToListAsync(ct);
        var fault = tokens.Where(t => t.Call?.FaultAt is not null).MaxBy(t => t.Call!.FaultAt)?.Call;
        return new(
            root,
            [
                .. tokens.Select(t => new DirectoryTokenRow(
                    t.Token.Id,
                    t.Token.Name,
                    t.Token.Hint,
                    t.Name,
                    t.Token.MadeAt,
                    t.Call?.LastAt,
                    t.Token.RevokedAt
                )),
            ],
            [
                .. groups.Select(g => new DirectoryGroupRow(
                    g.Group.Id.Value,
                    g.Group.DisplayName,
                    g.Members,
                    g.Group.StaffRole?.ToString() ?? g.Group.PartnerRole?.ToString() ?? ""
                )),
            ],
            roles,
            directory.Otherwise.Name,
            await db.Set<DirectoryUser>().CountAsync(u => u.DirectoryId == id && u.DeletedAt == null, ct),
            tokens.Max(t => t.Call?.LastAt),
            fault?.FaultAt is { } at ? (at, fault.Fault ?? "") : null
        );
    }

    /// <summary>Makes a token and returns it, this once: <c>{slug}.{token}</c>. The first one makes the directory.</summary>
    public async Task<Result<string>> Make(string? name, CancellationToken ct)
    {
        if (!await May(ct) || actor.Person is not { } person)
            return MayNot;
        var called = (name ?? "").Trim();
        if (called.Length is 0 or > LongestName || called.Any(char.IsControl))
            return Problem.Invalid("directory.name", "name", $"Say which directory uses it, in up to {LongestName} characters.");
        await using var held = await db.Hold([$"directories:{actor.Partner}"], ct);
        var now = clock.GetUtcNow();
        if (await Own(ct) is not { } directory)
            db.Add(directory = PeopleDirectory.Of(actor.Partner, now));
        var id = directory.Id;
        if (await db.Set<DirectoryToken>().CountAsync(t => t.DirectoryId == id && t.RevokedAt == null, ct) >= Most)
            return Problem.Conflict("directory.too_many", $"There are {Most} tokens already. Revoke one that nothing uses.");
        var token = Tokens.New();
        db.Add(DirectoryToken.Make(id, called, (Tokens.Hash(token), token[..HintLength]), person, now));
        await held.Save(ct);
        return $"{(await workspaces.Get(db.Workspace, ct)).Slug}.{token}";
    }

    /// <summary>From the next request on the token opens nothing. A second time changes nothing.</summary>
    public async Task<Result> Revoke(DirectoryTokenId id, CancellationToken ct)
    {
        if (!await May(ct))
            return MayNot;
        if (await Own(ct) is not { } directory)
            return Problem.NotFound("directory.no_token", "There is no such token.");
        var of = directory.Id;
        if (await db.Set<DirectoryToken>().SingleOrDefaultAsync(t => t.Id == id && t.DirectoryId == of, ct) is not { } token)
            return Problem.NotFound("directory.no_token", "There is no such token.");
        token.Revoke(actor.Person, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    /// <summary>Says which group gives which role, and which role people of no such group have; counts at once for everybody the directory keeps.</summary>
    /// <param name="roles">By group; an empty name: none.</param>
    public async Task<Result> Give(IReadOnlyDictionary<Guid, string> roles, string? otherwise, CancellationToken ct)
    {
        if (!await May(ct) || await Own(ct) is not { } directory)
            return MayNot;
        if (
            GroupRoles.Named(Side, otherwise) is not { } fallback
            || roles.Values.Any(r => r.Length > 0 && GroupRoles.Named(Side, r) is null)
        )
            return Problem.Invalid("directory.role", "otherwise", "Choose one of the roles.");
        var visit = new DirectoryVisit(directory.Id, default, actor.Partner);
        List<MembershipId> kept;
        await using (var held = await db.Hold([ScimUsers.Lock(visit)], ct))
        {
            var id = directory.Id;
            directory.Default(fallback);
            foreach (var group in await db.Set<DirectoryGroup>().Where(g => g.DirectoryId == id).ToListAsync(ct))
                if (roles.TryGetValue(group.Id.Value, out var role))
                    group.Mean(GroupRoles.Named(Side, role));
            await db.SaveChangesAsync(ct);
            kept = await db.Set<DirectoryUser>()
                .Where(u => u.DirectoryId == id && u.DeletedAt == null)
                .Select(u => u.MembershipId)
                .ToListAsync(ct);
            await new GiveRoles(db).To(visit, kept, otherwise: fallback, ct: ct);
            await held.Save(ct);
        }
        return Result.Done;
    }

    private Task<PeopleDirectory?> Own(CancellationToken ct)
    {
        var partner = actor.Partner;
        return db.Set<PeopleDirectory>().SingleOrDefaultAsync(d => d.PartnerId == partner, ct);
    }
}
