namespace Entente.Programs.Rules;

/// <summary>A certificate of a person that was shown for a partner's tier and accepted.</summary>
/// <param name="Until">The first day on which it is not valid any more; null: it does not end.</param>
public sealed record Certificate(string Who, string What, DateOnly? Until)
{
    public bool IsValid(DateOnly today) => Until is not { } until || until > today;
}

/// <summary>Which of a partner's people are certified today. Pure; the order in which certificates are listed changes nothing.</summary>
/// <param name="People">With a valid certificate; whoever has two counts once.</param>
/// <param name="Level">What the certificate is called that lasts longest: none ranks above another but by that.</param>
/// <param name="LastDay">Of that certificate; null: it does not end.</param>
public sealed record Certified(int People, string Level, DateOnly? LastDay)
{
    /// <summary>Null: nobody is.</summary>
    public static Certified? Of(IEnumerable<Certificate> certificates, DateOnly today)
    {
        var valid = certificates.Where(c => c.IsValid(today)).ToList();
        var longest = valid
            .OrderByDescending(c => c.Until ?? DateOnly.MaxValue)
            .ThenBy(c => c.What, StringComparer.Ordinal)
            .FirstOrDefault();
        return longest is null
            ? null
            : new(valid.Select(c => c.Who).Distinct(StringComparer.OrdinalIgnoreCase).Count(), longest.What, longest.Until?.AddDays(-1));
    }
}
