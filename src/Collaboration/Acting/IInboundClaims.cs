using Entente.Collaboration.Rules;
using Entente.Platform.Files;
using Entente.Platform.Values;

namespace Entente.Collaboration.Acting;

/// <summary>Contributed by the room that takes claims: a claim by mail goes through the same use case as every other.</summary>
public interface IInboundClaims
{
    /// <summary>Sends a claim in. The same submission again gets the first one's answer.</summary>
    Task<ClaimAnswer> Send(InboundClaim claim, CancellationToken ct);

    /// <summary>Partners that may register, by name: for staff to choose from.</summary>
    Task<IReadOnlyList<(PartnerId Id, string Name)>> Partners(CancellationToken ct);
}

/// <summary>What somebody claims by mail.</summary>
/// <param name="Sender">The partner's person who wrote it, whose claim it is; null: nobody who is known there.</param>
/// <param name="ByStaff">Whoever acts sends it in on the partner's behalf; otherwise the sender does.</param>
/// <param name="Name">Of whoever sends it in.</param>
/// <param name="Text">What the sender wrote, for fields that only the claims' own room knows.</param>
/// <param name="Files">Proof that came with it, already judged.</param>
public sealed record InboundClaim(
    PartnerId Partner,
    PersonId? Sender,
    bool ByStaff,
    string Name,
    ClaimFields Fields,
    string Text,
    string Submission,
    IReadOnlyList<Upload> Files
);

/// <summary>What a claim by mail came to. Nothing of what the vendor's data showed.</summary>
/// <param name="Record">The registration; null: it is none yet.</param>
/// <param name="Missing">What is still needed, a sentence each.</param>
/// <param name="MayAsk">False: its sender may not register, which is for staff to answer.</param>
public sealed record ClaimAnswer(SubjectRef? Record, string? Number, IReadOnlyList<string> Missing, bool MayAsk);
