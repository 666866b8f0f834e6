using Entente.Platform.Files;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Registrations.Rules;

/// <summary>How many files a claim must bring as proof of what it says (REG-9); 0: none. The same file twice is one.</summary>
/// <param name="Leads">Of a lead.</param>
/// <param name="Deals">Of every other kind.</param>
public sealed record ProofRules(int Leads, int Deals)
{
    /// <summary>The most that can be asked for: so many come with one form.</summary>
    public const int Most = Uploads.MostFiles;

    public static ProofRules None { get; } = new(0, 0);

    public int Of(RegistrationKind kind) => kind is RegistrationKind.Lead ? Leads : Deals;

    internal ProofRules With(RegistrationKind kind, int files) =>
        kind is RegistrationKind.Lead ? this with { Leads = files } : this with { Deals = files };
}

/// <summary>Whether a claim brings the proof that the policy asks for: its own input and a published rule, so the partner may hear it at once.</summary>
internal static class ProofChecks
{
    /// <summary>How many files are asked for and did not come; 0: enough, none asked for, or nobody counted.</summary>
    public static int Lacking(ClaimFacts facts, ClaimTerms terms) =>
        facts.Files is { } came ? Math.Max(0, terms.Values.Proof.Of(facts.Claim.Kind) - came) : 0;

    /// <summary>Nothing where the policy asks for none.</summary>
    public static IEnumerable<Finding> Of(ClaimFacts facts, ClaimTerms terms)
    {
        if (terms.Values.Proof.Of(facts.Claim.Kind) is not (> 0 and var asked))
            yield break;
        if (facts.Files is not { } came)
        {
            yield return Own(Severity.Warn, "Nobody counted the files", $"{Files(asked)} {Are(asked)} asked for as proof.", null, []);
            yield break;
        }
        FindingFact[] counted = [new("Asked for", Files(asked)), new("On record", Files(came))];
        yield return came >= asked
            ? Own(Severity.Info, "Proof", $"{Files(came)} on record; {asked} {Are(asked)} asked for.", null, counted)
            : Own(
                Severity.Warn,
                "Proof is missing",
                $"{Files(asked)} {Are(asked)} asked for as proof; {Came(came)}.",
                facts.TakesFiles ? Needed(asked, came) : $"{Needed(asked, came)} We ask you for it once we have the registration.",
                counted
            );
    }

    /// <summary>Beside the field, where the way in carries files; null: nothing is missing, or it is asked for afterwards.</summary>
    public static Problem? Fault(ClaimFacts facts, ClaimTerms terms) =>
        facts.TakesFiles && Lacking(facts, terms) > 0
            ? Refusals.NoProof(terms.Values.Proof.Of(facts.Claim.Kind), facts.Files!.Value)
            : null;

    /// <summary>What the partner is asked where the way in carried no files.</summary>
    public static string Question(ClaimFacts facts, ClaimTerms terms)
    {
        var asked = terms.Values.Proof.Of(facts.Claim.Kind);
        return $"{Needed(asked, facts.Files ?? 0)} Add {(asked == 1 ? "it" : "them")} to your answer.";
    }

    /// <summary>To the partner: what is asked for, and how much of it came.</summary>
    public static string Needed(int asked, int came) =>
        $"We ask for {Files(asked)} as proof, such as a mail, minutes or a requirement of the customer; {Came(came)}.";

    public static string Files(int count) => Format.Count(count, "file");

    private static string Came(int count) =>
        count switch
        {
            0 => "none came",
            1 => "one came",
            _ => $"{count} came",
        };

    private static string Are(int count) => count == 1 ? "is" : "are";

    private static Finding Own(Severity severity, string title, string staff, string? partner, FindingFact[] facts) =>
        new(FindingCodes.Proof, severity, title, staff, partner, Own: true, facts);
}
