using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

// Approvals that several must sign (REG-5).
internal sealed partial class Registration
{
    public List<ApprovalSignature> Signatures { get; } = [];

    /// <summary>Whose signatures the running step lacks: <c>role:Finance</c>, <c>person:…</c> by id. For queues; the route itself is asked anew by each act.</summary>
    public string[] Awaits { get; private set; } = [];

    /// <summary>How far it has come.</summary>
    public ApprovalRoute Route(IReadOnlyList<ApprovalStep> steps) =>
        ApprovalRoute.Of(
            steps,
            [.. Signatures.Where(s => s.ReviewFrom == ReviewFrom).Select(s => new GivenSignature(s.Step, s.Signer, s.By, s.At))],
            ReviewFrom
        );

    /// <summary>One of several has signed; the record says so to staff alone.</summary>
    public void Sign(SigningTurn turn, PersonId by, string? note, DateTimeOffset now)
    {
        Signatures.Add(ApprovalSignature.Of(this, turn, by, null, now));
        Note(by, $"Signed for {turn.Signer.Words}", note, now);
        Steps[^1].Hide();
    }

    /// <summary>The last of several has signed, and so it was approved.</summary>
    public void SignLast(SigningTurn turn, PersonId by, DateTimeOffset now) =>
        Signatures.Add(ApprovalSignature.Of(this, turn, by, DecisionNo, now));

    /// <summary>Whether this person's signature was the last under the decision that stands.</summary>
    public bool CompletedBy(PersonId? person) => Signatures.Exists(s => s.Decision == DecisionNo && s.By == person);

    public void Await(IReadOnlyCollection<string> whom)
    {
        if (!Awaits.SequenceEqual(whom))
            Awaits = [.. whom];
    }
}
