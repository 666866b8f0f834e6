using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Intake.Hooks;

/// <summary>An address in the list; what stands behind it is not shown again.</summary>
public sealed record MailHookRow(
    Guid Id,
    MailProvider Provider,
    string Relay,
    DateTimeOffset MadeAt,
    DateTimeOffset? LastAt,
    string? Fault,
    DateTimeOffset? FaultAt
);

/// <summary>Makes and takes back the addresses at which mail providers hand mail over.</summary>
public sealed class MailHookDesk
{
    public const int LongestRelay = 255;
    public const int LongestKey = 200;

    /// <summary>Living ones of a workspace.</summary>
    public const int Most = 10;

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly SecretBox box;
    private readonly Workspaces workspaces;
    private readonly PublicAddress address;
    private readonly TimeProvider clock;

    internal MailHookDesk(EntenteDb db, Actor actor, SecretBox box, Workspaces workspaces, PublicAddress address, TimeProvider clock) =>
        (this.db, this.actor, this.box, this.workspaces, this.address, this.clock) = (db, actor, box, workspaces, address, clock);

    private bool May => actor.May(Permissions.ManageChat) && actor.Scope is null;

    /// <summary>Null for whoever may not look after it.</summary>
    public async Task<IReadOnlyList<MailHookRow>?> Show(CancellationToken ct)
    {
        if (!May)
            return null;
        return await (
            from h in db.Set<MailHook>().AsNoTracking()
            join c in db.Set<MailHookCall>() on h.Id equals c.HookId into calls
            from call in calls.DefaultIfEmpty()
            where h.EndedAt == null
            orderby h.MadeAt
            select new MailHookRow(
                h.Id.Value,
                h.Provider,
                h.Relay,
                h.MadeAt,
                call == null ? null : call.LastAt,
                call == null ? null : call.Fault,
                call == null ? null : call.FaultAt
            )
        ).ToListAsync(ct);
    }

    /// <summary>The whole address: told this once.</summary>
    /// <param name="signingKey">Mailgun's; the others sign nothing.</param>
    public async Task<Result<string>> Make(string? provider, string? signingKey, string? relay, CancellationToken ct)
    {
        if (!May)
            return Refusals.MayNotHook;
        var (signing, word) = ((signingKey ?? "").Trim(), (relay ?? "").Trim());
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Enum.TryParse<MailProvider>(provider, out var who) || !Enum.IsDefined(who))
            wrong["provider"] = "Choose who hands the mail over.";
        else if (who is MailProvider.Mailgun && signing.Length is 0 or > LongestKey)
            wrong["signingKey"] = "Copy the HTTP webhook signing key from Mailgun’s API security page.";
        if (word.Length > LongestRelay || word.Any(c => c is <= ' ' or ';' or '"' or > '~'))
            wrong["relay"] = "A name such as mx.acme.com, without spaces.";
        if (wrong.Count > 0)
            return Problem.Invalid("mail_hook.invalid", "Some fields need a second look.", wrong);
        await using var held = await db.Hold(["mail-hooks"], ct);
        if (await db.Set<MailHook>().CountAsync(h => h.EndedAt == null, ct) >= Most)
            return Problem.Conflict("mail_hook.most", $"There are {Most} addresses already. Take one back first.");
        var key = Tokens.New();
        var kept = who is MailProvider.Mailgun ? box.Close(MailHook.Purpose, signing) : null;
        db.Add(MailHook.Make(who, key, kept, word, actor.Person!.Value, clock.GetUtcNow()));
        await held.Save(ct);
        var path = MailHookRoute.Of((await workspaces.Get(db.Workspace, ct)).Slug, key);
        return address.Of(who is MailProvider.Mailgun ? path + "/mime" : path);
    }

    /// <summary>From now on nobody has this address; what came by it stays.</summary>
    public async Task<Result> End(Guid id, CancellationToken ct)
    {
        if (!May)
            return Refusals.MayNotHook;
        var key = new MailHookId(id);
        if (await db.Set<MailHook>().SingleOrDefaultAsync(h => h.Id == key, ct) is not { } hook)
            return Problem.NotFound("mail_hook.unknown", "There is no such address.");
        hook.End(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }
}
