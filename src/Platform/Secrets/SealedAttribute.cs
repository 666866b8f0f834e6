namespace Entente.Platform.Secrets;

/// <summary>
/// On a property that keeps what <see cref="SecretBox"/> closed. Rotating the keys closes it anew; a test looks through the database for closed
/// values elsewhere. Where only some rows are closed (a passkey's public key is not), the others are left as they are.
/// </summary>
/// <param name="purpose">As given to <see cref="SecretBox.Close"/>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SealedAttribute(string purpose) : Attribute
{
    public string Purpose { get; } = purpose;
}
