//! The program `frieze`. All it does is in `frieze::cli`.

fn main() -> std::process::ExitCode {
    frieze::cli::main()
}
