namespace Entente.Access.Factors;

/// <summary>
/// How long to wait after wrong codes: growing, and never for good, so that nobody can shut a person out. At the longest wait a guesser gets a
/// handful of tries a day at one in 300,000 each. Pure.
/// </summary>
internal static class Waits
{
    /// <summary>Wrong codes of one person that cost no wait: fingers slip.</summary>
    public const int FreeForPerson = 5;

    /// <summary>Of one network address: a team may sit behind it.</summary>
    public const int FreeForAddress = 30;

    public static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>After so long without a wrong code the count begins anew.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>The wait after the last of <paramref name="wrong"/> codes: none, then 1, 2, 4 … minutes.</summary>
    public static TimeSpan After(int wrong, int free) =>
        wrong < free ? TimeSpan.Zero
        : wrong - free > 20 ? Longest
        : Min(First * (1 << (wrong - free)), Longest);

    /// <summary>Whether somebody is told by mail: when waiting begins, and now and then while it goes on.</summary>
    public static bool IsTold(int wrong) => wrong == FreeForPerson || (wrong > FreeForPerson && wrong % 10 == 0);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
