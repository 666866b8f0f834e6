using Entente.Collaboration.Rules;
using Entente.Platform.Files;
using Entente.Platform.Values;

namespace Entente.Collaboration.Acting;

/// <summary>Contributed by the room that takes claims: a claim by mail goes through the same use case as every other.</summary>
public interface IInboundClaims
{
    /// <summary>
    /// Sends a claim in, as the partner's person or, without one, by staff on its behalf. The same <paramref name="submission"/> again gets the
    /// first one's answer.
    /// </summary>
    /// <param name="text">What the sender wrote, for fields that only the claims' own room knows.</param>
    /// <param name="files">Proof that came with it, already judged.</param>
    Task<ClaimAnswer> Send(
        PartnerId partner,
        PersonId? person,
        string name,
        ClaimFields fields,
        string text,
        string submission,
        IReadOnlyList<Upload> files,
        CancellationToken ct
    );

    /// <summary>Partners that may register, by name: for staff to choose from.</summary>
    Task<IReadOnlyList<(PartnerId Id, string Name)>> Partners(CancellationToken ct);
}

/// <summary>What a claim by mail came to. Nothing of what the vendor's data showed.</summary>
/// <param name="Record">The registration; null: it is none yet.</param>
/// <param name="Missing">What is still needed, a sentence each.</param>
/// <param name="MayAsk">False: its sender may not register, which is for staff to answer.</param>
public sealed record ClaimAnswer(SubjectRef? Record, string? Number, IReadOnlyList<string> Missing, bool MayAsk);
