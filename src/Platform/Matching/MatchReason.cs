namespace Entente.Platform.Matching;

/// <summary>Why two names, or two companies, were taken for the same: a closed set, each with a sentence for staff.</summary>
public abstract record MatchReason
{
    private MatchReason() { }

    /// <summary>For the vendor's staff only: it may quote the other company's data.</summary>
    public abstract string StaffText { get; }

    public sealed record SameDomain(string Domain) : MatchReason
    {
        public override string StaffText => $"same registrable domain: {Domain}";
    }

    public sealed record SameCoreName(string Core) : MatchReason
    {
        public override string StaffText => $"same core name: {Core}";
    }

    /// <summary>The candidate was found under another of its names.</summary>
    public sealed record KnownAs(string Alias) : MatchReason
    {
        public override string StaffText => $"also known as {Alias}";
    }

    public sealed record LettersDiffer(string Given, string Known, int Letters) : MatchReason
    {
        public override string StaffText => $"{(Letters == 1 ? "one letter differs" : $"{Letters} letters differ")}: {Given} / {Known}";
    }

    /// <summary>One is short for the other: intl / international.</summary>
    public sealed record Abbreviation(string Given, string Known) : MatchReason
    {
        public override string StaffText => $"abbreviated: {Given} / {Known}";
    }

    public sealed record WrittenTogether(string Joined, string Apart) : MatchReason
    {
        public override string StaffText => $"written together or apart: {Joined} / {Apart}";
    }

    public sealed record SameInitials(string Initials) : MatchReason
    {
        public override string StaffText => $"initials: {Initials}";
    }

    public sealed record WordsInCommon(IReadOnlyList<string> Words) : MatchReason
    {
        public override string StaffText => $"words in common: {string.Join(", ", Words)}";
    }

    public sealed record WordsMissing(IReadOnlyList<string> Words) : MatchReason
    {
        public override string StaffText => $"not in the given name: {string.Join(", ", Words)}";
    }

    public sealed record NumbersDiffer(string Given, string Known) : MatchReason
    {
        public override string StaffText => $"numbers differ: {Given} / {Known}";
    }

    public sealed record LegalFormDiffers(string Given, string Known) : MatchReason
    {
        public override string StaffText => $"other legal form: {Given} / {Known}";
    }
}
