namespace Entente.Access;

/// <summary>How the app is reached from outside: <c>https://partners.example.com</c>, without a slash at the end. Links in mails start with it.</summary>
public sealed class PublicAddress(Func<string> root)
{
    public string Root => root().TrimEnd('/');

    /// <summary>Reached from this machine alone, without TLS: somebody tries it out.</summary>
    internal bool IsThisMachine => Uri.TryCreate(Root, UriKind.Absolute, out var uri) && uri is { Scheme: "http", IsLoopback: true };

    /// <summary><paramref name="path"/> starts with a slash.</summary>
    public string Of(string path) => Root + path;
}
