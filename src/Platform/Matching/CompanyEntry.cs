namespace Entente.Platform.Matching;

/// <summary>A company as the index knows it.</summary>
/// <param name="Id">The caller's id; a second entry with it replaces the first.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Aliases">Other names: former, trading, parent's. Each finds the company.</param>
/// <param name="Domain">Its site or mail domain in any writing; free-mail and unreadable ones are ignored.</param>
public sealed record CompanyEntry(Guid Id, string Name, IReadOnlyList<string>? Aliases = null, string? Domain = null);

/// <summary>What is asked for; either part may be missing.</summary>
/// <param name="Name">As somebody typed it.</param>
/// <param name="Domain">URL, address or host in any writing.</param>
public sealed record CompanyQuery(string? Name, string? Domain = null);

/// <summary>A company that may be the one asked for.</summary>
/// <param name="Score">0 to 100; equal only in meaning across queries, see <see cref="MatchVerdicts"/>.</param>
/// <param name="Reasons">Why, the strongest first; texts for staff only.</param>
public sealed record Candidate(Guid Id, string Name, int Score, MatchVerdict Verdict, IReadOnlyList<MatchReason> Reasons);
