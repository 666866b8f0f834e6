using Entente.Platform.Values;
using Entente.Registrations;

namespace Entente.Onboarding.Portal;

/// <summary>Before the next registration of a partner that has not accepted what it must have accepted by now: that comes first, whoever of it acts.</summary>
internal sealed class AgreementGate(OwnAgreements own) : IClaimGate
{
    public async Task<ClaimBar?> Bar(CancellationToken ct) =>
        (await own.List(ct)).FirstOrDefault(l => l.Standing.Shut) is { } first
            ? new(
                Refusals.AcceptFirst(first.Name, own.MayAccept ? "You can do that now." : await own.Who(ct)),
                $"agreements/{first.Id.Short()}",
                own.MayAccept ? $"Read and accept “{first.Name}”" : $"Read “{first.Name}”"
            )
            : null;
}
