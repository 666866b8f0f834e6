using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Registrations.Decide;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Sign;

namespace Entente.Registrations.Review;

/// <summary>Reads who has signed an approval, whose signature it waits for, and whether it is the reader's turn.</summary>
public sealed class ReviewRouteQuery(SignatureDesk desk, AccessApi access, Actor actor)
{
    internal async Task<ReviewRoute> Of(Registration registration, Assessment assessment, DateOnly today, CancellationToken ct)
    {
        var (route, turn) = await desk.Of(registration, assessment.Own.Route, today, ct);
        if (route.IsOpen)
            return ReviewRoute.None with { MayDecide = Deciding.MayNot(actor) is null };
        var signed = registration.Signatures.Where(s => s.ReviewFrom == registration.ReviewFrom).ToList();
        var names = await access.People([.. signed.Select(s => s.By), .. signed.Select(s => s.For).OfType<Platform.Values.PersonId>()], ct);
        var signers = route.Steps.SelectMany(
            (step, i) =>
                step.Signers.Select(signer =>
                {
                    var given = signed.Find(s => s.Step == i && s.Signer == signer.Key);
                    return new ReviewSigner(
                        i + 1,
                        signer.Words,
                        given is null ? null : names.GetValueOrDefault(given.By)?.Name ?? "Somebody",
                        given?.For is { } away ? names.GetValueOrDefault(away)?.Name : null,
                        given?.At,
                        i == route.Step && given is null
                    );
                })
        );
        return new([.. signers], Deciding.NotYours(actor, route, turn) is null, route.IsLast, route.WaitsFor);
    }
}
