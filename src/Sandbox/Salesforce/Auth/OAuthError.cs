namespace Entente.Sandbox.Salesforce.Auth;

/// <summary>A refusal of the OAuth endpoints: 400 with <c>error</c> and <c>error_description</c>.</summary>
internal sealed class OAuthError(string error, string description) : Exception(description)
{
    public string Error { get; } = error;
}
