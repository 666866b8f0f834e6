using Entente.Access.Model;
using Entente.Access.Saml;

namespace Entente.Access.Sso;

/// <summary>Which mail address an assertion names: its name if that is one, or the attribute that usually carries it.</summary>
internal static class SamlMail
{
    private static readonly string[] Names =
    [
        "email",
        "mail",
        "emailAddress",
        "urn:oid:0.9.2342.19200300.100.1.3",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    ];

    public static string? Of(SamlAssertion said) =>
        EmailAddress.Read(said.NameId?.Value)
        ?? Names
            .Select(n => said.Attributes.GetValueOrDefault(n))
            .Where(v => v?.Count == 1)
            .Select(v => EmailAddress.Read(v![0].Text))
            .FirstOrDefault(a => a is not null);

    /// <summary>
    /// What the provider calls the account for good (SAML core 2.0 §8.3.7); null: the assertion has no such name. Providers that put the address there
    /// have none either.
    /// </summary>
    public static string? LastingName(SamlAssertion said) =>
        said.NameId is { Format: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", Value: { Length: > 0 } name }
        && EmailAddress.Read(name) is null
            ? name
            : null;
}
