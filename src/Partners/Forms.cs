using System.Security.Cryptography;

namespace Entente.Partners;

/// <summary>Reads what a select posts.</summary>
internal static class Forms
{
    /// <summary>An undefined value for a text that names none: the use case refuses it and says which field.</summary>
    public static T Enum<T>(string? name)
        where T : struct, System.Enum =>
        System.Enum.TryParse<T>(name, out var value) && System.Enum.IsDefined(value) ? value : (T)System.Enum.ToObject(typeof(T), -1);
}

/// <summary>One id per form that was shown: what is posted with it again gets the first answer.</summary>
internal static class Submissions
{
    public static string New() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString("N");

    public static Guid? Read(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
