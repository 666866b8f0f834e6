using System.Security.Cryptography;
using Entente.Access.Model;
using Entente.Access.StepUp;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Factors;

/// <summary>A secret on offer: nothing is kept of it until a code proves that an app holds it.</summary>
/// <param name="Closed">Travels through the form; opens only here, for this person, for an hour.</param>
internal sealed record AppOffer(string Closed, byte[] Secret);

/// <summary>What was just set up: the recovery codes, shown this once; none when the ones of before go on.</summary>
internal sealed record FactorMade(IReadOnlyList<string> Codes);

/// <summary>Sets up an authenticator app.</summary>
internal sealed class AddApp(
    EntenteDb db,
    ActorSlot slot,
    CurrentSession current,
    FactorShelf shelf,
    FactorMail mail,
    SecretBox box,
    TimeProvider clock
)
{
    /// <summary>Factors of one person; nobody keeps track of more.</summary>
    public const int Most = 20;
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    public AppOffer Offer()
    {
        var secret = RandomNumberGenerator.GetBytes(Totp.SecretLength);
        var until = (clock.GetUtcNow() + GoodFor).ToUnixTimeSeconds();
        return new(box.Close(Purpose, $"{until}:{Convert.ToBase64String(secret)}"), secret);
    }

    /// <summary>The offer that a form brought back; null when it is too old or was not made for this person.</summary>
    public AppOffer? Read(string? closed)
    {
        try
        {
            var open = box.Open(Purpose, closed ?? "").Split(':');
            return long.Parse(open[0], System.Globalization.CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds()
                ? new(closed!, Convert.FromBase64String(open[1]))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public async Task<Result<FactorMade>> Run(AppOffer offer, string? typed, string? name, CancellationToken ct)
    {
        var (session, now) = (current.Required, clock.GetUtcNow());
        if (Totp.Read(typed) is not { } code || Totp.Match(offer.Secret, code, now, used: 0) is not { } step)
            return ProveFactor.Wrong(
                "That is not the code. Type the six digits that the app shows now; if it keeps failing, set the phone’s clock to automatic."
            );
        var called = Name(name, "Authenticator app");
        if (called is null)
            return Problem.Invalid("factor.name", "name", "Give it a name of up to 60 characters.");

        await using var held = await db.Hold([$"factor:{session.Person.Value:N}"], ct);
        if (await TooMany(shelf, session, ct) is { } problem)
            return problem;
        ProveFactor.Enter(slot, session);
        var only = await shelf.ScopeOf(session, ct);
        var secret = box.Close(ProveFactor.SecretPurpose, Convert.ToBase64String(offer.Secret));
        // The code that confirmed it is used up too.
        db.Add(Credential.Of(session.Person, CredentialKind.App, called, (secret, null, step), only, now));
        var made = await Finish(db, shelf, session, only, now, ct);
        db.Witness("factor.added", new("person", session.Person.Value), ("kind", null, "App"), ("name", null, called));
        await mail.Added(ProveFactor.Card(session), "An authenticator app", ct);
        await held.Save(ct);
        return made;
    }

    internal static async Task<Problem?> TooMany(FactorShelf shelf, SessionVisit session, CancellationToken ct) =>
        (await shelf.List(session.Person, ct)).Factors.Count >= Most
            ? Problem.Conflict("factor.too_many", $"You have {Most} already. Remove one that you no longer use.")
            : null;

    /// <summary>The session has shown its factor, and with the first one come the recovery codes.</summary>
    internal static async Task<FactorMade> Finish(
        EntenteDb db,
        FactorShelf shelf,
        SessionVisit session,
        WorkspaceId? only,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        (await db.Set<Session>().SingleAsync(s => s.Id == session.Id, ct)).Prove(now, only);
        return new((await shelf.List(session.Person, ct)).Codes > 0 ? [] : await shelf.StageCodes(session.Person, only, now, ct));
    }

    /// <summary>A name that somebody gave, or the usual one; null when it cannot be one.</summary>
    internal static string? Name(string? given, string usual) =>
        string.IsNullOrWhiteSpace(given) ? usual
        : given.Trim() is { Length: <= 60 } name && !name.Any(char.IsControl) ? name
        : null;

    private string Purpose => $"authenticator-offer:{current.Required.Person.Value:N}";
}
