using Entente.Access.Factors;
using Entente.Access.Http;
using Entente.Access.Model;
using Entente.Access.SignIn;
using Entente.Access.Sso;
using Entente.Access.StepUp;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Passkeys;

/// <summary>A challenge: what the browser's authenticator is asked, and the secret the browser keeps until it answers.</summary>
internal sealed record PasskeyAsked(string Options, string Browser);

/// <summary>
/// Ceremonies with passkeys: sign in, show a second factor, add one. The framework's handler checks what an authenticator says (challenge, origin,
/// signature, count, that its owner unlocked it); whose challenge it was, and that it is answered once, is decided here.
/// </summary>
internal sealed class PasskeyDesk(
    EntenteDb db,
    ActorSlot slot,
    CurrentSession current,
    IPasskeyHandler<PasskeyOwner> handler,
    BeginSession begin,
    HomeRealm realms,
    FactorShelf shelf,
    FactorMail mail,
    TimeProvider clock
)
{
    /// <summary>One answer for everything that can be wrong: an unknown passkey, a stale challenge, a person who lost access.</summary>
    public static Problem NotIn =>
        Problem.Forbidden("passkey.refused", "This passkey did not let you in. Try again, or use the mailed link.");

    public async Task<PasskeyAsked> AskToSignIn(HttpContext http)
    {
        var made = await handler.MakeRequestOptionsAsync(null, http);
        return await Keep(CeremonyKind.SignIn, null, made.RequestOptionsJson, made.AssertionState, http.RequestAborted);
    }

    public async Task<PasskeyAsked> AskToProve(HttpContext http)
    {
        var session = current.Required;
        var made = await handler.MakeRequestOptionsAsync(Owner(session), http);
        return await Keep(CeremonyKind.Prove, session.Person, made.RequestOptionsJson, made.AssertionState, http.RequestAborted);
    }

    public async Task<PasskeyAsked> AskToAdd(HttpContext http)
    {
        var session = current.Required;
        var made = await handler.MakeCreationOptionsAsync(
            new()
            {
                Id = session.Person.Value.ToString("N"),
                Name = session.Email,
                DisplayName = session.Who.Name,
            },
            http
        );
        return await Keep(CeremonyKind.Add, session.Person, made.CreationOptionsJson, made.AttestationState, http.RequestAborted);
    }

    /// <summary>Signs in whoever holds the passkey: it and its owner's unlocking are two factors.</summary>
    public async Task<Result<SignedIn>> SignIn(string? answer, string? browser, string? oldToken, HttpContext http)
    {
        var ct = http.RequestAborted;
        if (await Check(CeremonyKind.SignIn, answer, browser, http) is not var (owner, passkey))
            return NotIn;
        if (await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == owner.Id && m.Active, ct) is not { } member)
            return NotIn;
        if (await realms.Of(owner.Email, ct) is { Enforced: true } only)
            return HomeRealm.OnlyThere(only);
        if (await Use(passkey, ct) is not { } used)
            return NotIn;
        slot.Identify(Identities.Named(member, Channel.Web) with { Correlation = slot.Current!.Correlation });
        await begin.EndOld(oldToken, ct);
        var token = begin.Stage(owner.Id, Visitor.Of(http), Proof.Passkey, used.OnlyIn);
        await db.SaveChangesAsync(ct);
        return new SignedIn(token, member.Side, null);
    }

    /// <summary>Somebody with a session shows their own passkey as second factor.</summary>
    public async Task<Result> Prove(string? answer, string? browser, HttpContext http)
    {
        var (session, ct) = (current.Required, http.RequestAborted);
        if (await Check(CeremonyKind.Prove, answer, browser, http) is not var (owner, passkey) || owner.Id != session.Person)
            return NotIn;
        if (await Use(passkey, ct) is not { } used)
            return NotIn;
        ProveFactor.Enter(slot, session);
        (await db.Set<Session>().SingleAsync(s => s.Id == session.Id, ct)).Prove(clock.GetUtcNow(), used.OnlyIn);
        db.Witness("factor.used", new("person", session.Person.Value), ("kind", null, "Passkey"));
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    public async Task<Result<FactorMade>> Add(string? answer, string? name, string? browser, HttpContext http)
    {
        var (session, now, ct) = (current.Required, clock.GetUtcNow(), http.RequestAborted);
        if (AddApp.Name(name, "Passkey") is not { } called)
            return Problem.Invalid("factor.name", "name", "Give it a name of up to 60 characters.");
        if (!session.IsFresh(now) || await Take(CeremonyKind.Add, session.Person, browser, ct) is not { } state || answer is null)
            return NotAdded;
        var made = await handler.PerformAttestationAsync(
            new()
            {
                HttpContext = http,
                CredentialJson = answer,
                AttestationState = state,
            }
        );
        if (!made.Succeeded || made.UserEntity.Id != session.Person.Value.ToString("N"))
            return NotAdded;

        await using var held = await db.Hold([$"factor:{session.Person.Value:N}"], ct);
        if (await AddApp.TooMany(shelf, session, ct) is { } problem)
            return problem;
        var handle = made.Passkey.CredentialId;
        if (await db.Set<Credential>().AnyAsync(c => c.Handle == handle, ct))
            return NotAdded;
        ProveFactor.Enter(slot, session);
        var only = await shelf.ScopeOf(session, ct);
        db.Add(
            Credential.Of(
                session.Person,
                CredentialKind.Passkey,
                called,
                (PasskeyStore.Close(made.Passkey), handle, made.Passkey.SignCount),
                only,
                now
            )
        );
        var done = await AddApp.Finish(db, shelf, session, only, now, ct);
        db.Witness("factor.added", new("person", session.Person.Value), ("kind", null, "Passkey"), ("name", null, called));
        await mail.Added(ProveFactor.Card(session), "A passkey", ct);
        await held.Save(ct);
        return done;
    }

    private static Problem NotAdded =>
        Problem.Conflict("passkey.not_added", "The passkey was not added. Start again from this page, in this browser.");

    private static PasskeyOwner Owner(SessionVisit session) => new(session.Person, session.Email, session.Who.Name);

    private async Task<PasskeyAsked> Keep(CeremonyKind kind, PersonId? person, string options, string? state, CancellationToken ct)
    {
        var (browser, now) = (Tokens.New(), clock.GetUtcNow());
        await db.Write("delete from passkey_ceremony where until < $1", ct, now.ToUniversalTime());
        db.Add(
            new PasskeyCeremony
            {
                Browser = Tokens.Hash(browser),
                Kind = kind,
                PersonId = person,
                State = state!,
                Until = now + PasskeyCeremony.GoodFor,
            }
        );
        await db.SaveChangesAsync(ct);
        return new(options, browser);
    }

    private async Task<(PasskeyOwner Owner, UserPasskeyInfo Passkey)?> Check(
        CeremonyKind kind,
        string? answer,
        string? browser,
        HttpContext http
    )
    {
        if (await Take(kind, kind is CeremonyKind.SignIn ? null : current.Required.Person, browser, http.RequestAborted) is not { } state)
            return null;
        if (answer is null)
            return null;
        var said = await handler.PerformAssertionAsync(
            new()
            {
                HttpContext = http,
                CredentialJson = answer,
                AssertionState = state,
            }
        );
        return said.Succeeded ? (said.User, said.Passkey) : null;
    }

    // Gone with the first answer, right or wrong.
    private async Task<string?> Take(CeremonyKind kind, PersonId? person, string? browser, CancellationToken ct)
    {
        if (browser is not { Length: > 0 and < 100 })
            return null;
        var taken = await db.Read(
            "delete from passkey_ceremony where browser = $1 and kind = $2 and until > $3 returning person_id, state",
            r => (Person: r.IsDBNull(0) ? (PersonId?)null : new(r.GetGuid(0)), State: r.GetString(1)),
            ct,
            Tokens.Hash(browser),
            kind.ToString(),
            clock.GetUtcNow().ToUniversalTime()
        );
        return taken is [var one] && one.Person == person ? one.State : null;
    }

    // The count only rises: of two answers with the same one, at most one is taken.
    private async Task<Credential?> Use(UserPasskeyInfo passkey, CancellationToken ct)
    {
        var handle = passkey.CredentialId;
        if (await db.Set<Credential>().AsNoTracking().SingleOrDefaultAsync(c => c.Handle == handle, ct) is not { } kept)
            return null;
        var taken = await db.Write(
            "update credential set counter = $1, used_at = $2 where id = $3 and (counter < $1 or $1 = 0)",
            ct,
            (long)passkey.SignCount,
            clock.GetUtcNow().ToUniversalTime(),
            kept.Id.Value
        );
        return taken == 1 ? kept : null;
    }
}
