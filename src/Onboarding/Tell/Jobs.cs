using Entente.Platform.Jobs;

namespace Entente.Onboarding.Tell;

/// <summary>A version was published: those who may accept it are told.</summary>
[JobName("agreement.tell")]
internal sealed record TellAgreement(AgreementId Agreement);

internal sealed class RunTellAgreement(TellAgreements tell) : IJob<TellAgreement>
{
    public async Task<JobOutcome> Run(TellAgreement payload, CancellationToken ct)
    {
        await tell.Run(payload.Agreement, ct);
        return JobOutcome.Done;
    }
}
