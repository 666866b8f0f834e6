using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Crm;

/// <summary>
/// What a claim asks of the CRM: accounts that may be the company claimed, and to write an approved claim.
/// </summary>
internal interface ICrmSide
{
    /// <summary>The best first; those that are surely the same company are marked.</summary>
    Task<IReadOnlyList<CandidateFact>> Candidates(string company, string? domain, int take, CancellationToken ct);

    /// <summary>Stages the write of company, contact, deal, note and Entente's fields; goes out once the caller's save commits.</summary>
    Task RequestWrite(Registration registration, string partnerName, string partnerType, CancellationToken ct);
}

/// <summary>A workspace without a CRM: nothing is known, nothing is written.</summary>
internal sealed class NoCrm : ICrmSide
{
    public Task<IReadOnlyList<CandidateFact>> Candidates(string company, string? domain, int take, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<CandidateFact>>([]);

    public Task RequestWrite(Registration registration, string partnerName, string partnerType, CancellationToken ct) => Task.CompletedTask;
}
