/// libpsl was built without a list, and this machine has none in a file.
package struct PublicSuffixListMissing: Error, CustomStringConvertible {
    package var description: String {
        "There is no Public Suffix List on this machine: install the package 'publicsuffix'."
    }
}
