namespace Entente.Access.Saml;

/// <summary>
/// Ends the reading of a message at the first thing that is wrong with it. Never leaves the engine: <see cref="SamlResponse.Check"/> turns it
/// into a <see cref="SamlOutcome.Refused"/>. It carries nothing but words of ours, so no attacker's text reaches a log through it.
/// </summary>
#pragma warning disable RCS1194, MA0055 // only ever made with a reason
internal sealed class SamlRefused(string why) : Exception(why);
#pragma warning restore RCS1194, MA0055

/// <summary>What became of a response.</summary>
internal abstract record SamlOutcome
{
    private SamlOutcome() { }

    public sealed record Accepted(SamlAssertion Assertion) : SamlOutcome;

    /// <param name="Why">One sentence for the audit and for the admin who sets the provider up; the person signing in reads another one.</param>
    public sealed record Refused(string Why) : SamlOutcome;
}
