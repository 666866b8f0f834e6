using Entente.Collaboration.Intake.Smtp;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Intake.Hooks;

/// <summary>What a provider is answered.</summary>
internal enum HookAnswer
{
    /// <summary>The mail is in the database.</summary>
    Kept,

    /// <summary>Nobody has this address, or it was taken back, or the provider did not sign: said alike.</summary>
    Unknown,

    /// <summary>There is no mail in it that could be read: it stays with the provider, and staff see why.</summary>
    Unfit,
}

/// <summary>
/// Takes mail that a provider posts for one workspace, as <see cref="KeepInbound"/> takes it from a relay: kept whole before it is answered, the same one
/// once. It is that workspace's whomever its recipients name: the address it was posted to says so.
/// </summary>
internal sealed class TakeMailHook(IServiceScopeFactory scopes, KeepInbound keep, SecretBox box, TimeProvider clock)
{
    /// <summary>Whether somebody has this address: asked before anything is read.</summary>
    public async Task<MailHook?> Find(WorkspaceId workspace, string key, CancellationToken ct)
    {
        await using var scope = Scope(workspace);
        var hash = Tokens.Hash(key);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<MailHook>()
            .AsNoTracking()
            .SingleOrDefaultAsync(h => h.KeyHash == hash && h.EndedAt == null, ct);
    }

    public async Task<(HookAnswer Answer, string? Why)> Run(MailHook hook, HookPost post, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var signing = hook.SigningKey is { } closed ? box.Open(MailHook.Purpose, closed) : null;
        var read = await HookMails.Read(hook.Provider, post, signing, now, ct);
        if (read.Mail is { } mail)
        {
            // Nobody but us can have written a line under this name: it comes from what only the provider's address knows.
            var self = "hook-" + Convert.ToHexStringLower(hook.KeyHash.AsSpan(0, 12));
            await keep.Keep(
                hook.WorkspaceId,
                read.Proven.Length == 0 ? Traced(mail, "") : Traced(mail, $"Authentication-Results: {self}; {read.Proven}\r\n"),
                hook.Relay.Length == 0 ? [self] : [self, hook.Relay],
                ct
            );
        }
        await Note(hook, read.Wrong, ct);
        return read switch
        {
            { Mail: not null } => (HookAnswer.Kept, null),
            { Forged: true } => (HookAnswer.Unknown, null),
            _ => (HookAnswer.Unfit, read.Wrong),
        };
    }

    // As a relay's own lines stand on top of what it hands over, without a moment: the same mail posted again is the same.
    private static ReceivedMail Traced(ReceivedMail mail, string proven)
    {
        var top = System.Text.Encoding.ASCII.GetBytes($"Return-Path: <{Plain(mail.From)}>\r\n{proven}");
        return mail with { Raw = [.. top, .. mail.Raw], Trace = proven.Length == 0 ? 1 : 2 };
    }

    private static string Plain(string text) => string.Concat(text.Where(c => c is > ' ' and < '\x7f' and not ('<' or '>')).Take(320));

    private async Task Note(MailHook hook, string? fault, CancellationToken ct)
    {
        await using var scope = Scope(hook.WorkspaceId);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        await using var held = await db.Hold(["mail-hook:" + hook.Id.Value.ToString("N")], ct);
        var call = await db.Set<MailHookCall>().SingleOrDefaultAsync(c => c.HookId == hook.Id, ct);
        if (call is null)
            db.Add(call = new() { HookId = hook.Id });
        call.Came(fault, clock.GetUtcNow());
        await held.Save(ct);
    }

    private AsyncServiceScope Scope(WorkspaceId workspace)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace, Channel.Mail));
        return scope;
    }
}
