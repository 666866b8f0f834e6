namespace Entente.Portal.Home;

/// <summary>How the home greets: by the hour on the reader's wall and the first name.</summary>
internal static class Salutation
{
    public static string For(int hour, string name)
    {
        var part = hour switch
        {
            >= 5 and < 12 => "morning",
            >= 12 and < 18 => "afternoon",
            _ => "evening",
        };
        var first = name.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return first is null ? $"Good {part}" : $"Good {part}, {first}";
    }
}
