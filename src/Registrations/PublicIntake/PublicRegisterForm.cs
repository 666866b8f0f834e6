using Entente.Registrations.Submit;

namespace Entente.Registrations.PublicIntake;

/// <summary>The open form as the browser sends it.</summary>
public sealed class PublicRegisterForm : RegisterForm
{
    public string? Email { get; set; }
    public string? Name { get; set; }
    public string? Challenge { get; set; }
    public string? Answer { get; set; }
}
