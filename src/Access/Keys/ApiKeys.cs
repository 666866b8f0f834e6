using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Privacy;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Keys;

/// <summary>A key in the list.</summary>
/// <param name="Hint">Its first letters.</param>
public sealed record ApiKeyRow(
    ApiKeyId Id,
    string Name,
    string Hint,
    IReadOnlyList<string> Scopes,
    string MadeBy,
    DateTimeOffset MadeAt,
    DateTimeOffset? LastUsed,
    DateTimeOffset? RevokedAt
);

/// <summary>
/// Keys by which programs act: staff who may manage keys make those of the workspace, an admin of a partner those of the partner. The key itself is
/// told once, to whoever made it.
/// </summary>
public sealed class ApiKeys(EntenteDb db, Actor actor, Workspaces workspaces, TimeProvider clock)
{
    /// <summary>Living keys of one side; nobody keeps track of more.</summary>
    public const int Most = 20;
    private const int LongestName = 60;

    /// <summary>What a key that this actor makes may do.</summary>
    public IReadOnlySet<string> Scopes => actor.Partner is null ? ApiScopes.All : ApiScopes.OfPartners;

    private const int HintLength = 6;

    public static Problem MayNot => Problem.Forbidden("key.may_not", "Only an administrator makes and revokes keys.");

    /// <summary>Whether this actor makes and revokes keys.</summary>
    public async Task<bool> May(CancellationToken ct) =>
        actor switch
        {
            { Channel: Channel.Api } => false,
            { Kind: ActorKind.Staff } => actor.May(Permissions.ManageKeys),
            { Kind: ActorKind.Partner, Person: { } person } => await db.Set<Membership>()
                .AnyAsync(m => m.PersonId == person && m.Active && m.PartnerRole == PartnerRole.Admin, ct) && !actor.ReadOnly,
            _ => false,
        };

    /// <summary>Newest first; those that were revoked last.</summary>
    public async Task<IReadOnlyList<ApiKeyRow>> List(CancellationToken ct)
    {
        if (!await May(ct))
            return [];
        var rows = await (
            from k in Own().AsNoTracking()
            join p in db.Set<Person>() on k.MadeBy equals p.Id
            join m in db.Set<Membership>() on k.MadeBy equals m.PersonId
            join u in db.Set<ApiKeyUse>() on k.Id equals u.KeyId into uses
            from use in uses.DefaultIfEmpty()
            orderby k.RevokedAt != null, k.MadeAt descending
            select new
            {
                Key = k,
                Name = m.ErasedAt == null ? p.Name : ErasedText.Name,
                Last = use == null ? (DateTimeOffset?)null : use.LastAt,
            }
        ).ToListAsync(ct);
        return
        [
            .. rows.Select(r => new ApiKeyRow(
                r.Key.Id,
                r.Key.Name,
                r.Key.Hint,
                r.Key.Scopes,
                r.Name,
                r.Key.MadeAt,
                r.Last,
                r.Key.RevokedAt
            )),
        ];
    }

    /// <summary>Makes a key and returns it, this once: <c>{slug}.{token}</c>.</summary>
    public async Task<Result<string>> Make(string? name, IReadOnlyCollection<string> scopes, CancellationToken ct)
    {
        if (!await May(ct) || actor.Person is not { } person)
            return MayNot;
        var called = (name ?? "").Trim();
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (called.Length is 0 or > LongestName || called.Any(char.IsControl))
            wrong["name"] = $"Say what the key is for, in up to {LongestName} characters.";
        if (scopes.Count == 0 || scopes.Any(s => !Scopes.Contains(s)))
            wrong["scopes"] = "Choose what the key may do.";
        if (wrong.Count > 0)
            return Problem.Invalid("key.invalid", "Some fields need a second look.", wrong);
        await using var held = await db.Hold([$"keys:{actor.Partner}"], ct);
        if (await Own().CountAsync(k => k.RevokedAt == null, ct) >= Most)
            return Problem.Conflict("key.too_many", $"There are {Most} keys already. Revoke one that nobody uses.");
        var token = Tokens.New();
        db.Add(ApiKey.Make(called, (Tokens.Hash(token), token[..HintLength]), actor.Partner, scopes.Distinct(), person, clock.GetUtcNow()));
        await held.Save(ct);
        return $"{(await workspaces.Get(db.Workspace, ct)).Slug}.{token}";
    }

    /// <summary>From the next request on the key opens nothing. A second time changes nothing.</summary>
    public async Task<Result> Revoke(ApiKeyId id, CancellationToken ct)
    {
        if (!await May(ct))
            return MayNot;
        if (await Own().SingleOrDefaultAsync(k => k.Id == id, ct) is not { } key)
            return Problem.NotFound("key.not_found", "There is no such key.");
        key.Revoke(actor.Person, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    // Staff: the workspace's. A partner's people: the partner's.
    private IQueryable<ApiKey> Own()
    {
        var partner = actor.Partner;
        return db.Set<ApiKey>().Where(k => k.PartnerId == partner);
    }
}
