using Entente.Access.Model;
using Entente.Access.SignIn;
using Entente.Access.StepUp;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Factors;

/// <summary>
/// Somebody with a session shows a second factor by a code: on the way in, or anew before money and settings. A code is good once. Wrong ones are
/// counted per person and network address; while waiting, no code is even looked at, so that the answer is the same for right and wrong.
/// </summary>
internal sealed class ProveFactor(
    EntenteDb db,
    ActorSlot slot,
    CurrentSession current,
    FactorShelf shelf,
    WrongCodes wrong,
    FactorMail mail,
    SecretBox box,
    TimeProvider clock
)
{
    public const string SecretPurpose = "authenticator-app";

    public async Task<Result> Run(string? typed, Visitor visitor, CancellationToken ct)
    {
        var session = current.Required;
        if (string.IsNullOrWhiteSpace(typed))
            return Wrong("Type the six digits of your app, or a recovery code.");
        await using var held = await db.Hold(WrongCodes.KeysOf(session.Person, visitor.Address), ct);
        if (await wrong.Wait(session.Person, visitor.Address, ct) is { } wait)
            return Locked(wait);

        var now = clock.GetUtcNow();
        var counting = await (await shelf.Counting(session.Person, ct)).AsNoTracking().ToListAsync(ct);
        if (await Use(counting, typed, session.Person, now, ct) is not { } used)
        {
            var times = await wrong.Add(session.Person, visitor.Address, ct);
            db.Witness("factor.refused", new("person", session.Person.Value), ("wrong codes", null, $"{times}"));
            if (Waits.IsTold(times))
                await mail.WrongCodes(Card(session), times, ct);
            await held.Save(ct);
            return await wrong.Wait(session.Person, visitor.Address, ct) is { } next
                ? Locked(next)
                : Wrong("That code does not work. Type the newest one of your app, or a recovery code that you have not used.");
        }

        Enter(slot, session);
        await wrong.Forget(session.Person, ct);
        (await db.Set<Session>().SingleAsync(s => s.Id == session.Id, ct)).Prove(now, used.OnlyIn);
        db.Witness("factor.used", new("person", session.Person.Value), ("kind", null, used.Kind.ToString()));
        if (used.Kind is CredentialKind.Recovery)
            await mail.CodeUsed(Card(session), counting.Count(c => c.Kind is CredentialKind.Recovery) - 1, ct);
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>From here on it is they who act: the audit names them.</summary>
    internal static void Enter(ActorSlot slot, SessionVisit session)
    {
        if (slot.Current is { Kind: ActorKind.Guest })
            slot.Identify(session.Who);
    }

    internal static PersonCard Card(SessionVisit session) => new(session.Person, session.Who.Name, session.Email);

    internal static Problem Wrong(string sentence) => Problem.Invalid("factor.wrong", "code", sentence);

    internal static Problem Locked(TimeSpan wait) =>
        new(
            ProblemKind.TooMany,
            "factor.wait",
            $"Too many wrong codes. Try again in {Words(wait)}.",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["code"] = $"Try again in {Words(wait)}; no code is looked at before.",
            }
        );

    // Used up by the row itself, which only one of two at once can do, also from two workspaces.
    private async Task<Credential?> Use(
        IReadOnlyList<Credential> counting,
        string typed,
        PersonId person,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (Totp.Read(typed) is { } code)
        {
            foreach (var app in counting.Where(c => c.Kind is CredentialKind.App))
                if (Totp.Match(Convert.FromBase64String(box.Open(SecretPurpose, app.Secret)), code, now, app.Counter) is { } step)
                    return
                        await db.Write(
                            "update credential set counter = $1, used_at = $2 where id = $3 and counter < $1",
                            ct,
                            step,
                            now.ToUniversalTime(),
                            app.Id.Value
                        ) == 1
                        ? app
                        : null;
            return null;
        }
        if (RecoveryCodes.Read(typed) is not { } kept)
            return null;
        var hash = RecoveryCodes.Hash(person, kept);
        var found = counting.FirstOrDefault(c => c.Kind is CredentialKind.Recovery && c.Secret == hash);
        return found is not null && await db.Write("delete from credential where id = $1", ct, found.Id.Value) == 1 ? found : null;
    }

    private static string Words(TimeSpan wait) =>
        wait <= TimeSpan.FromMinutes(1) ? "a minute"
        : wait < TimeSpan.FromMinutes(100) ? $"{Math.Ceiling(wait.TotalMinutes)} minutes"
        : $"{Math.Ceiling(wait.TotalHours)} hours";
}
